import type { ReportSummary } from './summary-schema.js'

/** One part of a summary, for every format: its first column names, the others count or tell. */
export interface SummaryTable {
  readonly kind: 'cause' | 'check' | 'version' | 'host' | 'refused'
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** What there is to say below it; empty where there is nothing. */
  readonly note: string
}

/** Its parts, those that are empty left out. */
export const summaryTables = (summary: ReportSummary): readonly SummaryTable[] => {
  const { causes, checks, versions, differing, refused } = summary
  const tables: readonly SummaryTable[] = [
    {
      kind: 'cause',
      title: 'Causes',
      columns: ['cause', 'severity', 'reports', 'machines'],
      rows: causes.map(({ finding, severity, reports, hosts }) => [finding, severity, reports, hosts]),
      note: '',
    },
    {
      kind: 'check',
      title: 'Checks',
      columns: ['check', 'reports', 'findings', 'not judged'],
      rows: checks.map(({ check, reports, findings, notJudged }) => [check, reports, findings, notJudged]),
      note: '',
    },
    {
      kind: 'version',
      title: 'Versions',
      columns: ['version', 'reports', 'healthy', 'attention', 'broken'],
      rows: versions.map(({ version, reports, healthy, attention, broken }) => [
        version,
        reports,
        healthy,
        attention,
        broken,
      ]),
      note: '',
    },
    {
      kind: 'host',
      title: 'Machines that differ from the rest',
      columns: ['machine', 'case', 'has', 'lacks'],
      rows: differing.hosts.map(({ host, case: id, has, lacks }) => [
        host,
        id,
        has.join(' '),
        lacks.join(' '),
      ]),
      note: moreWords(differing.left),
    },
    {
      kind: 'refused',
      title: 'Refused',
      columns: ['file', 'reason'],
      rows: refused.files.map(({ file, reason }) => [file, reason]),
      note: moreWords(refused.left),
    },
  ]
  return tables.filter(({ rows }) => rows.length > 0)
}

const moreWords = (left: number): string => (left === 0 ? '' : `and ${left} more`)

/** How many there are of everything, in a sentence or two. */
export const summaryWords = ({
  reports,
  hosts,
  cases,
  statuses,
  refused,
  differing,
}: ReportSummary): string => {
  const { healthy, attention, broken } = statuses
  const found = `${of(reports, 'report')} of ${of(hosts, 'machine')} in ${of(cases, 'case')}: ${broken} broken, ${attention} in need of attention soon, ${healthy} healthy.`
  const lost = refused.count === 0 ? '' : ` ${of(refused.count, 'file')} refused.`
  const few =
    differing.hosts.length === 0
      ? ''
      : ` A machine differs by what at most ${differing.few} have, or all but at most ${differing.few}.`
  return `${found}${lost}${few}`
}

const of = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
