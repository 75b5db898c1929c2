import type { AnyCheck } from '../contract/index.js'
import { invalidAt } from './valid-value.js'

/** What is wrong with what a check returned, as one phrase, or null where it is a list of findings. */
export const faultOfFindings = (returned: unknown, check: AnyCheck): string | null => {
  if (!Array.isArray(returned)) return 'evaluate returned something that is not a list of findings'
  for (const finding of returned) {
    const fault = faultOf(finding, check)
    if (fault !== null) return fault
  }
  return null
}

const SEVERITIES: ReadonlySet<unknown> = new Set(['error', 'warning', 'info', undefined])

const faultOf = (finding: unknown, check: AnyCheck): string | null => {
  if (typeof finding !== 'object' || finding === null)
    return 'evaluate returned a finding that is not an object'
  const { messageId, subject, data, severity, evidence, fixes, causedBy } = finding as Record<string, unknown>
  if (typeof messageId !== 'string' || !Object.hasOwn(check.messages, messageId))
    return `a finding's messageId ${JSON.stringify(messageId)} is none of its messages`
  const at = `the finding ${messageId}`
  if (typeof subject !== 'string' || subject === '') return `${at} has no subject`
  if (!SEVERITIES.has(severity)) return `${at} has the severity ${JSON.stringify(severity)}`
  if (!Array.isArray(evidence) || invalidAt(evidence) !== null) return `${at} has no list of evidence`
  if (data !== undefined && invalidAt(data) !== null) return `${at} has data that is not JSON`
  if (!isStrings(fixes)) return `${at} has fixes that are not a list of ids`
  if (!isStrings(causedBy)) return `${at} has causes that are not a list of ids`
  return null
}

const isStrings = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
