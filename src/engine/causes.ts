import type { JudgedFinding } from './check-result.js'

const CAUSE = /^([^!#]+)(?:!([^#]+))?(?:#(.+))?$/s

/**
 * The ids of the findings each finding follows from. A cause is named as `check`, `check!messageId`, `check#subject`
 * or `check!messageId#subject`, in whose subject a `*` stands for anything; a name that fits no finding of this run says nothing, and a finding never explains
 * itself, not even in a circle.
 */
export const resolveCauses = (findings: readonly JudgedFinding[]): ReadonlyMap<string, readonly string[]> => {
  const causes = new Map<string, readonly string[]>()
  const named = finder(findings)
  for (const finding of findings) {
    const found = (finding.causedBy ?? []).flatMap(named)
    const ids = [...new Set(found.map((cause) => cause.id))].filter((id) => !leadsTo(id, finding.id, causes))
    if (ids.length > 0) causes.set(finding.id, ids)
  }
  return causes
}

/** Looks each name up, and goes through no more findings than have its check: there may be tens of thousands. */
const finder = (findings: readonly JudgedFinding[]) => {
  const byCheck = grouped(findings, ({ check }) => check)
  const bySubject = grouped(findings, ({ check, subject }) => `${check}#${subject}`)
  return (cause: string): readonly JudgedFinding[] => {
    const [, check = '', messageId, subject] = CAUSE.exec(cause) ?? []
    const isExact = subject !== undefined && !subject.includes('*')
    const candidates = isExact ? bySubject.get(`${check}#${subject}`) : byCheck.get(check)
    const fits = subject === undefined || isExact ? () => true : patternOf(subject)
    return (candidates ?? []).filter(
      (other) => (messageId === undefined || other.messageId === messageId) && fits(other.subject),
    )
  }
}

const grouped = (findings: readonly JudgedFinding[], keyOf: (finding: JudgedFinding) => string) => {
  const groups = new Map<string, JudgedFinding[]>()
  for (const finding of findings) {
    const group = groups.get(keyOf(finding))
    if (group === undefined) groups.set(keyOf(finding), [finding])
    else group.push(finding)
  }
  return groups
}

const patternOf = (subject: string): ((other: string) => boolean) => {
  const pattern = new RegExp(`^${subject.split('*').map(escapeRegExp).join('.*')}$`, 's')
  return (other) => pattern.test(other)
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const leadsTo = (from: string, to: string, causes: ReadonlyMap<string, readonly string[]>): boolean => {
  const reached = new Set([from])
  for (const id of reached) {
    if (id === to) return true
    for (const next of causes.get(id) ?? []) reached.add(next)
  }
  return false
}
