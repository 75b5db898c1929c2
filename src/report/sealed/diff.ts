import { diffChoices, diffCredentials } from './diff-credentials.js'
import { diffFindings } from './diff-findings.js'
import type { ReportDiff } from './diff-schema.js'
import { changedValues } from './diff-values.js'
import { type Naming, namingOf } from './naming.js'
import { pairs } from './pairs.js'
import type { SealedFact, SealedReport } from './schema.js'

/** No two reports are made at one moment; when each was made is told of the reports themselves. */
const CLOCK = 'host/clock'

/**
 * What differs between two support reports: of one machine on two days, before and after a fix, or of two machines.
 * Pure, and without anything of Node: the page of a report compares by it too.
 */
export const diffReports = (before: SealedReport, after: SealedReport): ReportDiff => {
  const naming = namingOf(before, after)
  const differences = {
    findings: diffFindings(before, after, naming),
    checks: diffChecks(before, after, naming),
    credentials: diffCredentials(before, after, naming),
    choices: diffChoices(before, after, naming),
    versions: diffVersions(before, after),
    facts: diffFacts(before, after, naming),
  }
  const { findings, ...others } = differences
  const sameHost = naming.sameCase ? before.host === after.host : null
  return {
    diffVersion: 1,
    before: sideOf(before),
    after: sideOf(after),
    sameCase: naming.sameCase,
    sameHost,
    differs:
      sameHost === false ||
      findings.new.length + findings.gone.length > 0 ||
      findings.persisting.some(({ was }) => was !== null) ||
      Object.values(others).some((changes) => changes.length > 0),
    ...differences,
  }
}

const sideOf = ({ case: { id }, host, createdAt, report }: SealedReport): ReportDiff['before'] => ({
  case: id,
  host,
  createdAt,
  status: report.summary.status,
  platform: report.run.platform,
})

const diffChecks = (
  before: SealedReport,
  after: SealedReport,
  { comparable }: Naming,
): ReportDiff['checks'] => {
  const { both, gone, added } = pairs(before.report.checks, after.report.checks, ({ id }) => id)
  const ended = ({ outcome, reason }: SealedReport['report']['checks'][number]) => ({ outcome, reason })
  const isAsItWas = ({ before: was, after: is }: ReportDiff['checks'][number]): boolean =>
    was?.outcome === is?.outcome && comparable(was?.reason ?? '') === comparable(is?.reason ?? '')
  return [
    ...both
      .map(([was, is]) => ({ id: is.id, before: ended(was), after: ended(is) }))
      .filter((each) => !isAsItWas(each)),
    ...added.map((is) => ({ id: is.id, before: null, after: ended(is) })),
    ...gone.map((was) => ({ id: was.id, before: ended(was), after: null })),
  ]
}

const diffFacts = (before: SealedReport, after: SealedReport, naming: Naming): ReportDiff['facts'] => {
  const others = ({ facts }: SealedReport) => facts.filter(({ id }) => id !== CLOCK)
  const { both, gone, added } = pairs(others(before), others(after), ({ id }) => id)
  const { comparable } = naming
  const changed = both
    .map(([was, is]) => ({
      id: is.id,
      before: known(was),
      after: known(is),
      ...changedValues(was.value, is.value, naming),
      isAsItWas: was.status === is.status && comparable(was.reason ?? '') === comparable(is.reason ?? ''),
    }))
    .filter(({ isAsItWas, changes }) => !isAsItWas || changes.length > 0)
  return [
    ...changed.map(({ isAsItWas: _, ...fact }) => fact),
    ...added.map((is) => ({ id: is.id, before: null, after: known(is), changes: [], left: 0 })),
    ...gone.map((was) => ({ id: was.id, before: known(was), after: null, changes: [], left: 0 })),
  ]
}

const known = ({ status, reason }: SealedFact) => ({ status, reason })

const diffVersions = (before: SealedReport, after: SealedReport): ReportDiff['versions'] => {
  const all = ({ report: { tool, run }, plugins }: SealedReport) => [
    { of: tool.name, version: tool.version },
    { of: 'Node', version: run.node },
    ...plugins.map(({ id, version }) => ({ of: `plugin ${id}`, version: version ?? 'unknown' })),
  ]
  const { both, gone, added } = pairs(all(before), all(after), ({ of }) => of)
  return [
    ...both.map(([was, is]) => ({ of: is.of, before: was.version, after: is.version })),
    ...added.map(({ of, version }) => ({ of, before: null, after: version })),
    ...gone.map(({ of, version }) => ({ of, before: version, after: null })),
  ].filter((change) => change.before !== change.after)
}
