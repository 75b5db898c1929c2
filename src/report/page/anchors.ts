import type { FoundBy } from '../groups.js'
import type { SealedReport } from '../sealed/schema.js'

/** Where on the page things stand. Names of the report itself are no ids: they may hold anything. */
export interface Anchors {
  readonly finding: (found: FoundBy) => string | undefined
  readonly fact: (id: string) => string | undefined
}

/** `told` are the findings that the page shows, in its order. */
export const anchorsOf = ({ facts }: SealedReport, told: readonly FoundBy[]): Anchors => {
  const findings = new Map(told.map(({ finding }, index) => [finding, `finding-${index + 1}`]))
  const ids = new Map(facts.map(({ id }, index) => [id, `fact-${index + 1}`]))
  return { finding: ({ finding }) => findings.get(finding), fact: (id) => ids.get(id) }
}
