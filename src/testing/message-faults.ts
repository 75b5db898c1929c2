import type { AnyCheck, Data, Message } from '../contract/index.js'
import { isMessageFormat, placeholdersOf, readsAsText } from '../contract/placeholder.js'

/**
 * What would read wrong in a finding's message: a placeholder with an unknown format, without a value, or with one
 * that does not read as text; and a finding that somebody has to act on, with no next step and no fix.
 */
export const faultsOfMessages = (
  check: AnyCheck,
  finding: {
    readonly messageId: string
    readonly severity: string
    readonly data?: Data
    readonly fixes?: readonly string[]
  },
): readonly string[] => {
  const { messageId, severity, data = {}, fixes = [] } = finding
  const at = `${check.id} ${messageId}`
  const message: Message | undefined = check.messages[messageId]
  if (message === undefined) return [`${at}: there is no such message`]
  const { what, why, next } = message
  const faults = [what, why, next ?? ''].flatMap(placeholdersOf).flatMap(({ key, format }) => {
    if (format !== null && !isMessageFormat(format))
      return [`${at}: {{${key}|${format}}} has an unknown format`]
    const value = Object.hasOwn(data, key) ? data[key] : null
    if (value === undefined || value === null) return [`${at}: {{${key}}} has no value`]
    return readsAsText(value) ? [] : [`${at}: {{${key}}} does not read as text`]
  })
  const isStuck = severity !== 'info' && next === undefined && fixes.length === 0
  return isStuck ? [...faults, `${at}: there is no next step and no fix`] : faults
}
