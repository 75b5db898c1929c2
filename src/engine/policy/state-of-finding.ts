import type { AnyCheck, Evidence, Messages, Value } from '../../contract/index.js'
import { placeholdersOf } from '../../contract/placeholder.js'
import type { PolicedFinding } from './policed.js'

/**
 * What a finding says, as far as it stays the same while nothing changes: what it is about, how bad its check finds
 * it, its data and its evidence. Left out are ages and times left, what the check calls volatile, and where in a file or
 * a fact something stands, which moves when something else in it does.
 */
export const stateOfFinding = (
  { check: id, messageId, subject, severity, severityWas, data = {}, evidence }: PolicedFinding,
  check: AnyCheck,
): Value => {
  const moving = new Set([...(check.volatile ?? []), ...durationsOf(check)])
  const isMoving = (key: string): boolean => moving.has(key) || moving.has(`${messageId}.${key}`)
  return {
    check: id,
    messageId,
    subject,
    severity: severityWas ?? severity,
    data: Object.fromEntries(Object.entries(data).filter(([key]) => !isMoving(key))),
    evidence: evidence.map((each) => withoutPlace(each, isMoving)),
  }
}

/** Of all its messages: one of them may have the key in its data without telling it. */
const durationsOf = ({ messages }: { readonly messages: Messages }): readonly string[] =>
  Object.values(messages)
    .flatMap(({ what, why, next = '' }) => placeholdersOf(`${what} ${why} ${next}`))
    .filter(({ format }) => format === 'duration')
    .map(({ key }) => key)

const withoutPlace = (evidence: Evidence, isMoving: (key: string) => boolean): Value => {
  if (evidence.kind === 'file') return { kind: 'file', path: evidence.path }
  if (evidence.kind !== 'value') return { ...evidence }
  const { kind, fact, pointer, value } = evidence
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  return isMoving(name) ? { kind, fact } : { kind, fact, value }
}
