import { parseJson } from '../../json/parse.js'
import { isMapping } from '../mapping.js'

/** The public client a stored login was made for, at a path of keys in a file's text; null where none is named. */
export const clientIdIn = (text: string, at: readonly string[]): string | null => {
  const parsed = parseJson(text)
  let value: unknown = parsed.state === 'ok' ? parsed.value : null
  for (const key of at) value = isMapping(value) && Object.hasOwn(value, key) ? value[key] : null
  const id = isMapping(value) ? value.clientId : null
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : null
}
