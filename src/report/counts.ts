import { SEVERITIES, type Severity } from '../contract/index.js'
import type { Report } from './schema.js'
import { SEVERITY_WORDS } from './severity-words.js'
import { isSuppressed } from './suppression.js'

type Counted = { readonly severity: Severity; readonly suppressed?: object | undefined }

export type FindingCounts = Readonly<Record<Severity | 'suppressed', number>>

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** Findings that are not suppressed, by severity, and those that are. */
export const countFindings = (findings: readonly Counted[]): FindingCounts => {
  const open = findings.filter((finding) => !isSuppressed(finding))
  const of = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length
  return {
    error: of('error'),
    warning: of('warning'),
    info: of('info'),
    suppressed: findings.length - open.length,
  }
}

/** `1 error`, `2 notes`, `3 suppressed`: what there is none of is left out. */
export const countWords = (counts: FindingCounts): readonly string[] => [
  ...SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    counted(counts[severity], SEVERITY_WORDS[severity]),
  ),
  ...(counts.suppressed > 0 ? [`${counts.suppressed} suppressed`] : []),
]

/** What was cut off or could not be judged, as `countWords` has it. */
export const unjudgedWords = ({
  summary,
  rejectedPlugins,
  plugins = [],
  interrupted = [],
}: Report): readonly string[] => {
  const astray = plugins.filter(({ strays }) => strays.length > 0).length
  const broken = summary.checks.error + summary.checks.timeout
  return [
    ...(interrupted.length > 0 ? [`${counted(interrupted.length, 'run')} cut off`] : []),
    ...(broken > 0 ? [`${counted(broken, 'check')} not judged`] : []),
    ...(rejectedPlugins.length > 0 ? [`${counted(rejectedPlugins.length, 'plugin')} not loaded`] : []),
    ...(astray > 0 ? [`${counted(astray, 'plugin')} failed late`] : []),
  ]
}

/** What was looked at, as `countWords` has it. */
export const lookedWords = ({ summary: { checks, findings } }: Report): readonly string[] => [
  ...(checks.pass > 0 || findings.info === 0 ? [`${counted(checks.pass, 'check')} passed`] : []),
  ...(checks.skip > 0 ? [`${checks.skip} skipped`] : []),
]

/** What was found and what was looked at, in one sentence. */
export const summarySentence = (report: Report): string => {
  const counts = countFindings(report.checks.flatMap((check) => check.findings))
  const found = [...countWords(counts), ...unjudgedWords(report)]
  const what = found.length === 0 ? 'Nothing wrong was found on this machine' : found.join(', ')
  return `${what}; ${lookedWords(report).join(', ')}.`
}
