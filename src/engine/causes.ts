import type { JudgedFinding } from './judge.js'

/**
 * The ids of the findings each finding follows from. A cause is named as `check id` or `check id#subject`; a name
 * that fits no finding of this run says nothing, and a finding never explains itself, not even in a circle.
 */
export const resolveCauses = (findings: readonly JudgedFinding[]): ReadonlyMap<string, readonly string[]> => {
  const causes = new Map<string, readonly string[]>()
  for (const finding of findings) {
    const named = (finding.causedBy ?? []).flatMap((cause) => {
      const [check, subject] = splitOnce(cause)
      return findings.filter(
        (other) =>
          other.check === check && (subject === null || other.subject === subject) && other !== finding,
      )
    })
    const ids = named.map((cause) => cause.id).filter((id) => !leadsTo(id, finding.id, causes))
    if (ids.length > 0) causes.set(finding.id, [...new Set(ids)])
  }
  return causes
}

const splitOnce = (cause: string): readonly [string, string | null] => {
  const at = cause.indexOf('#')
  return at < 0 ? [cause, null] : [cause.slice(0, at), cause.slice(at + 1)]
}

const leadsTo = (from: string, to: string, causes: ReadonlyMap<string, readonly string[]>): boolean =>
  from === to || (causes.get(from) ?? []).some((next) => leadsTo(next, to, causes))
