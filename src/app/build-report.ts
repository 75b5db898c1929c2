import type { CheckOutcome, Message, Severity } from '../contract/index.js'
import { resolveCauses } from '../engine/causes.js'
import type { PolicedFinding, PolicedResult } from '../engine/policy/policed.js'
import type { FixRecord } from '../fix/fix-record.js'
import type { Interrupted } from '../fix/interrupted.js'
import { countFindings } from '../report/counts.js'
import { exitCodeOf, statusOf } from '../report/exit-code.js'
import { fillMessage } from '../report/message.js'
import type { Report, ReportCheck, ReportFinding } from '../report/schema.js'
import { troubledPlugins } from '../report/troubled-plugins.js'
import { PACKAGE } from './called-as.js'
import type { Run } from './open-run.js'
import { version } from './package-root.js'
import { type AskedForFinding, type PolicySurroundings, policyFields } from './policy-fields.js'
import { Refusal } from './refusal.js'

/** What a report tells of the run itself: of this machine, or of the one that a report was made on. */
export interface ReportedRun extends Pick<Run, 'redactor'> {
  readonly machine: { readonly probes: Pick<Run['machine']['probes'], 'home' | 'platform'> }
  readonly registry: Pick<Run['registry'], 'rejected'>
  readonly settings: Pick<Run['settings'], 'sync' | 'dryRun' | 'warnWithinMs'>
  readonly facts: Pick<Run['facts'], 'records'>
}

export interface ReportInput {
  readonly run: ReportedRun
  readonly results: readonly PolicedResult[]
  readonly changes: readonly FixRecord[]
  readonly interrupted: readonly (Pick<Interrupted, 'while' | 'paths'> & {
    readonly run: { readonly name: string }
  })[]
  /** Undefined where no provider was to be asked. */
  readonly online: Report['online']
  /** Unix milliseconds. */
  readonly startedAt: number
  readonly durationMs: number
  /** The name this program was called by. */
  readonly cli: string
  readonly failOn: Severity
  readonly exitZero: boolean
  /** Of other people; undefined where there are none. */
  readonly plugins: Report['plugins']
  /** Undefined where the user has no rules of their own. */
  readonly policy: Report['policy']
  /** What was asked for, for the commands in the report. */
  readonly asked: AskedForFinding
}

/** Puts a run into the document that is printed; from here on there are no secrets, only their pseudonyms. */
export const buildReport = (input: ReportInput): Report => withoutSecrets(input.run, describeRun(input))

/** The same before it has been searched for secrets that a check of somebody else's put into its words. */
export const describeRun = (input: ReportInput): Report => {
  const { run, results, changes, interrupted, online, startedAt, durationMs, cli, failOn, exitZero, policy } =
    input
  const { plugins } = input
  const { probes } = run.machine
  const findings = results.flatMap((result) => result.findings)
  const causes = resolveCauses(findings)
  const around = { cli, home: probes.home, asked: input.asked }
  const counted = {
    checks: countOutcomes(results),
    findings: countFindings(findings),
    troubledPlugins: troubledPlugins({ rejectedPlugins: [...run.registry.rejected], plugins }).length,
    interrupted: interrupted.length,
  }
  return {
    reportVersion: 1 as const,
    tool: { name: PACKAGE, version },
    run: {
      startedAt: new Date(startedAt).toISOString(),
      durationMs,
      platform: probes.platform,
      node: process.version,
      home: probes.home,
      synced: run.settings.sync && !run.settings.dryRun,
      dryRun: run.settings.dryRun,
      warnWithinMs: run.settings.warnWithinMs,
    },
    summary: {
      status: statusOf(counted),
      exitCode: exitCodeOf(counted, failOn, exitZero),
      checks: counted.checks,
      findings: counted.findings,
    },
    checks: results.map((result) => reportCheck(result, causes, around)),
    changes: changes.map(({ reason, diff, ...change }) => ({
      ...change,
      paths: [...change.paths],
      reason: reason ?? null,
      diff: diff ?? null,
    })),
    ...(interrupted.length === 0
      ? {}
      : {
          interrupted: interrupted.map(({ run: { name }, while: doing, paths }) => ({
            run: name,
            while: doing,
            paths: [...paths],
          })),
        }),
    ...(online === undefined ? {} : { online }),
    ...(policy === undefined ? {} : { policy }),
    facts: run.facts
      .records()
      .map(({ id, status, reason, ms }) => ({ id, status, reason: reason ?? null, durationMs: ms })),
    rejectedPlugins: [...run.registry.rejected],
    ...(plugins === undefined ? {} : { plugins }),
  }
}

/** A check of somebody else's may have put one into its words. */
const withoutSecrets = ({ redactor }: ReportedRun, report: object): Report => {
  const clean = redactor.parseJson(JSON.stringify(report))
  if (typeof clean === 'object') return clean as Report
  throw new Refusal('REDACTION_FAILED', 'The report could not be searched for secrets: it is withheld.', null)
}

const countOutcomes = (results: readonly PolicedResult[]): Record<CheckOutcome, number> => {
  const counts = { pass: 0, fail: 0, skip: 0, error: 0, timeout: 0 }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}

const reportCheck = (
  result: PolicedResult,
  causes: ReadonlyMap<string, readonly string[]>,
  around: PolicySurroundings,
): ReportCheck => {
  const { check, outcome, reason, ms, findings } = result
  return {
    id: check.id,
    title: check.title,
    tags: [...check.tags],
    docs: check.docsUrl,
    outcome,
    reason: reason ?? null,
    durationMs: ms,
    findings: findings.map((finding) =>
      reportFinding(
        finding,
        check.messages[finding.messageId] as Message,
        causes.get(finding.id) ?? [],
        around,
      ),
    ),
  }
}

const reportFinding = (
  finding: PolicedFinding,
  message: Message,
  causedBy: readonly string[],
  around: PolicySurroundings,
): ReportFinding => {
  const { id, messageId, subject, severity, data = {}, evidence, fixes = [] } = finding
  return {
    id,
    messageId,
    subject,
    severity,
    ...fillMessage(message, data, around),
    data: data as ReportFinding['data'],
    evidence: [...evidence] as ReportFinding['evidence'],
    fixes: [...fixes],
    causedBy: [...causedBy],
    ...policyFields(finding, around),
  }
}
