import { parseJson5 } from '../json/parse.js'
import type { ConfigParse } from './config.js'
import { isMapping } from './mapping.js'

export const parseConfig = (text: string): ConfigParse => {
  const parsed = parseJson5(text)
  if (parsed.state !== 'ok') return parsed
  return isMapping(parsed.value) ? { state: 'ok', value: parsed.value } : { state: 'not-a-mapping' }
}
