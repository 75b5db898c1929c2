import type { AnyCheck, Evidence, Value } from '../../contract/index.js'
import { placeholdersOf } from '../../contract/placeholder.js'
import type { PolicedFinding } from './policed.js'

/**
 * What a finding says, as far as it stays the same while nothing changes: what it is about, how bad its check finds
 * it, its data and its evidence. Left out are ages and times left, what the check calls volatile, and the line in a
 * file, which moves when something else in it does.
 */
export const stateOfFinding = (
  { check: id, messageId, subject, severity, severityWas, data = {}, evidence }: PolicedFinding,
  check: AnyCheck,
): Value => {
  const volatile = new Set([...(check.volatile ?? []), ...durationsOf(check, messageId)])
  return {
    check: id,
    messageId,
    subject,
    severity: severityWas ?? severity,
    data: Object.fromEntries(Object.entries(data).filter(([key]) => !volatile.has(key))),
    evidence: evidence.map(withoutPlace),
  }
}

const durationsOf = (check: AnyCheck, messageId: string): readonly string[] => {
  const { what = '', why = '', next = '' } = check.messages[messageId] ?? {}
  return placeholdersOf(`${what} ${why} ${next}`)
    .filter(({ format }) => format === 'duration')
    .map(({ key }) => key)
}

const withoutPlace = (evidence: Evidence): Value =>
  evidence.kind === 'file' ? { kind: 'file', path: evidence.path } : { ...evidence }
