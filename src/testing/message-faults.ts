import type { AnyCheck, Data } from '../contract/index.js'

const PLACEHOLDER = /\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}/g
const FORMATS: ReadonlySet<string> = new Set(['duration', 'time', 'path', 'list', 'mode'])

/** What would read wrong in a finding's message: a placeholder without a value or with an unknown format, a missing step. */
export const faultsOfMessages = (
  check: AnyCheck,
  finding: {
    readonly messageId: string
    readonly severity: string
    readonly data?: Data
    readonly fixes?: readonly string[]
  },
): readonly string[] => {
  const message = check.messages[finding.messageId]
  if (message === undefined) return [`there is no message ${finding.messageId}`]
  const at = `${check.id} ${finding.messageId}`
  const faults = [message.what, message.why, message.next ?? ''].flatMap((template: string) =>
    [...template.matchAll(PLACEHOLDER)].flatMap(([whole, key = '', format]) => {
      if (format !== undefined && !FORMATS.has(format)) return [`${at}: ${whole} has an unknown format`]
      const value = key === 'cli' ? '' : finding.data?.[key]
      return value === undefined || value === null ? [`${at}: ${whole} has no value`] : []
    }),
  )
  const needsStep =
    finding.severity !== 'info' && message.next === undefined && (finding.fixes ?? []).length === 0
  return needsStep ? [...faults, `${at}: there is no next step and no fix`] : faults
}
