import { isSecret } from '../../contract/data-copy.js'
import type { OwnSecrets } from './own-secrets.js'

type Mask = OwnSecrets['mask']

/** The same data with every text masked, keys included. */
const masked = (value: unknown, mask: Mask): unknown => {
  if (typeof value === 'string') return mask(value)
  if (typeof value !== 'object' || value === null || isSecret(value)) return value
  if (Array.isArray(value)) return value.map((each) => masked(each, mask))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [mask(key), masked(each, mask)]))
}

/** What a check answered, with the plugin's secrets out of all that is its own to word. */
export const maskedAnswer = (value: unknown, mask: Mask): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('applies' in value) return { applies: masked(value.applies, mask) }
  if (!('findings' in value) || !Array.isArray(value.findings)) return value
  return { findings: value.findings.map((finding: unknown) => maskedFinding(finding, mask)) }
}

const WORDED = ['subject', 'data', 'evidence'] as const

const maskedFinding = (finding: unknown, mask: Mask): unknown => {
  if (typeof finding !== 'object' || finding === null) return finding
  const own = WORDED.flatMap((key) =>
    key in finding ? [[key, masked((finding as Record<string, unknown>)[key], mask)]] : [],
  )
  return { ...finding, ...Object.fromEntries(own) }
}
