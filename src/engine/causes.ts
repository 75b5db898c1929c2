import type { JudgedFinding } from './judge.js'

const CAUSE = /^([^!#]+)(?:!([^#]+))?(?:#(.+))?$/s

/**
 * The ids of the findings each finding follows from. A cause is named as `check`, `check!messageId`, `check#subject`
 * or `check!messageId#subject`; a name that fits no finding of this run says nothing, and a finding never explains
 * itself, not even in a circle.
 */
export const resolveCauses = (findings: readonly JudgedFinding[]): ReadonlyMap<string, readonly string[]> => {
  const causes = new Map<string, readonly string[]>()
  const byName = findingsByName(findings)
  for (const finding of findings) {
    const named = (finding.causedBy ?? []).flatMap((cause) => {
      const [, check = '', messageId, subject] = CAUSE.exec(cause) ?? []
      return byName.get(nameOf(check, messageId, subject)) ?? []
    })
    const ids = [...new Set(named.map((cause) => cause.id))].filter((id) => !leadsTo(id, finding.id, causes))
    if (ids.length > 0) causes.set(finding.id, ids)
  }
  return causes
}

const nameOf = (check: string, messageId?: string, subject?: string): string =>
  JSON.stringify([check, messageId ?? null, subject ?? null])

/** Each finding under every name that it may be given as a cause. */
const findingsByName = (
  findings: readonly JudgedFinding[],
): ReadonlyMap<string, readonly JudgedFinding[]> => {
  const byName = new Map<string, JudgedFinding[]>()
  for (const finding of findings) {
    const { check, messageId, subject } = finding
    const names = [
      nameOf(check),
      nameOf(check, messageId),
      nameOf(check, undefined, subject),
      nameOf(check, messageId, subject),
    ]
    for (const name of names) {
      const same = byName.get(name)
      if (same === undefined) byName.set(name, [finding])
      else same.push(finding)
    }
  }
  return byName
}

const leadsTo = (from: string, to: string, causes: ReadonlyMap<string, readonly string[]>): boolean => {
  const reached = new Set([from])
  for (const id of reached) {
    if (id === to) return true
    for (const next of causes.get(id) ?? []) reached.add(next)
  }
  return false
}
