import { type AnyCheck, SEVERITIES, type Severity } from '../contract/index.js'
import { faultOfNeeds, isMapping } from './valid-fact.js'

export const isSeverity = (value: unknown): value is Severity =>
  SEVERITIES.some((severity) => severity === value)

export const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** What is wrong with a check's definition, as one phrase, or null. Throws what it throws when it is looked at. */
export const faultOfCheck = (check: AnyCheck): string | null => {
  const all: { readonly [K in keyof AnyCheck]: unknown } = check
  const { title, docsUrl, severity, tags, needs, messages, options, volatile, applies, evaluate } = all
  if (typeof evaluate !== 'function') return 'it has no evaluate function'
  if (applies !== undefined && typeof applies !== 'function') return 'its applies is not a function'
  if (typeof title !== 'string' || title === '') return 'it has no title'
  if (typeof docsUrl !== 'string') return 'it has no docsUrl'
  if (!isSeverity(severity)) return 'its severity is none of error, warning and info'
  if (!isStrings(tags)) return 'its tags are not a list of words'
  if (options !== undefined && !isOptionsSchema(options)) return 'its options are no Standard Schema'
  if (volatile !== undefined && !isStrings(volatile)) return 'its volatile is not a list of keys'
  return faultOfNeeds(needs) ?? faultOfMessages(messages)
}

/** Some libraries' schemas are functions. */
const isOptionsSchema = (value: unknown): boolean => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  const standard = '~standard' in value ? value['~standard'] : undefined
  return isMapping(standard) && standard.version === 1 && typeof standard.validate === 'function'
}

const faultOfMessages = (messages: unknown): string | null => {
  if (!isMapping(messages)) return 'it has no messages'
  for (const [id, message] of Object.entries(messages)) {
    if (!isMapping(message)) return `its message ${id} is not an object`
    const { what, why, next } = message
    if (typeof what !== 'string' || typeof why !== 'string')
      return `its message ${id} lacks its what or its why`
    if (next !== undefined && typeof next !== 'string') return `its message ${id} has a next that is no text`
  }
  return null
}
