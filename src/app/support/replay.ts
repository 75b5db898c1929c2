import { bundledPlugins } from '../../../plugins/index.js'
import type { AnyCheck, Plugin, Severity } from '../../contract/index.js'
import { bindOptions } from '../../engine/check-options.js'
import type { CheckResult } from '../../engine/check-result.js'
import { factClosure, factsNeededBy } from '../../engine/fact-graph.js'
import { judge } from '../../engine/judge.js'
import { createRegistry, type OpenRegistry } from '../../engine/registry.js'
import { awayCheck } from '../../engine/sandbox/away.js'
import { selectChecks } from '../../engine/select.js'
import { createRedactor } from '../../redact/index.js'
import { compareReplay } from '../../report/sealed/compare-replay.js'
import type { ReportReplay } from '../../report/sealed/replay-schema.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import { buildReport } from '../build-report.js'
import { redactWith } from '../output.js'
import { version } from '../package-root.js'
import { pluginRecords } from '../plugin-records.js'
import { DEFAULT_SETTINGS } from '../settings.js'
import { asOfReport, policedAsThen } from './replayed-findings.js'
import { createSealedFacts, type SealedFacts } from './sealed-facts.js'

export interface ReplayOptions {
  /** The name this program was called by. */
  readonly cli: string
  /** Paths of plugins whose checks are to judge as well. */
  readonly pluginPaths?: readonly string[]
  readonly failOn?: Severity
  readonly exitZero?: boolean
  /** The bundled ones by default. */
  readonly plugins?: readonly Plugin[]
}

/**
 * Has today's checks judge the facts of a report. Nothing of this machine is looked at but the plugins that are named.
 * A check that needs a fact which the report does not hold is skipped, with just that reason. Throws a {@link Refusal}
 * for a plugin that is not there.
 */
export const replayReport = async (sealed: SealedReport, options: ReplayOptions): Promise<ReportReplay> => {
  const began = performance.now()
  const { cli, pluginPaths = [], plugins = bundledPlugins } = options
  const registry = createRegistry(plugins)
  const own = factClosure(
    plugins.flatMap(({ facts, checks }) => [...facts, ...checks.flatMap(factsNeededBy)]),
  )
  const facts = createSealedFacts(sealed.facts, (fact) => own.has(fact))
  const { admitForReplay } = await import('./replay-plugins.js')
  const admitted = await admitForReplay(pluginPaths, registry, sealed)
  try {
    const redactor = createRedactor({ known: () => [], redactors: registry.redactors })
    redactWith(redactor)
    const results = await judgeAgain(sealed, registry, facts)
    const { run, interrupted = [], online, policy } = sealed.report
    const report = buildReport({
      run: {
        redactor,
        registry,
        facts,
        machine: { probes: { home: run.home, platform: platformOf(run.platform) } },
        settings: { sync: run.synced, dryRun: run.dryRun, warnWithinMs: run.warnWithinMs },
      },
      results: policedAsThen(results, sealed),
      changes: [],
      interrupted: interrupted.map(({ run: name, ...rest }) => ({ ...rest, run: { name } })),
      online,
      startedAt: Date.parse(run.startedAt),
      durationMs: performance.now() - began,
      cli,
      failOn: options.failOn ?? 'warning',
      exitZero: options.exitZero ?? false,
      plugins: pluginRecords(admitted, registry),
      policy,
      asked: {},
    })
    const today = asOfReport(report, sealed.report)
    return { ...today, replay: compareReplay(sealed, today) }
  } finally {
    await admitted?.end()
  }
}

const judgeAgain = async (
  sealed: SealedReport,
  registry: OpenRegistry,
  facts: SealedFacts,
): Promise<readonly CheckResult[]> => {
  const results = chosen(sealed, registry).map(async (check) => {
    const settled = settledCheck(check, sealed, facts)
    return 'outcome' in settled ? settled : judge(settled.check, facts, DEFAULT_SETTINGS.timeoutMs)
  })
  return Promise.all(results)
}

/** What the user of this very version left out then is left out again; what there was no check for then is judged now. */
const chosen = ({ report }: SealedReport, registry: OpenRegistry): readonly AnyCheck[] => {
  const checks = selectChecks(registry, {})
  if (report.tool.version !== version) return checks
  const then = new Set(report.checks.map(({ id }) => id))
  return checks.filter((check) => then.has(check.id) || awayCheck(check) !== null)
}

/** The check with the options that the user had set for it; or its outcome, where it cannot be judged as it was then. */
const settledCheck = (
  check: AnyCheck,
  { checkSettings }: SealedReport,
  facts: SealedFacts,
): { readonly check: AnyCheck } | CheckResult => {
  const missing = factsNeededBy(check).filter((fact) => !facts.holds(fact))
  const ended = { check, findings: [], ms: 0 }
  if (missing.length > 0) {
    const ids = [...new Set(missing.map(({ id }) => id))].join(', ')
    return { ...ended, outcome: 'skip', reason: `it cannot be replayed: the report does not hold ${ids}` }
  }
  const options = Object.hasOwn(checkSettings, check.id) ? checkSettings[check.id]?.options : undefined
  if (options === undefined) return { check }
  const bound = bindOptions(check, options)
  return 'check' in bound
    ? bound
    : { ...ended, outcome: 'error', reason: `the options that were set for it are not taken: ${bound.fault}` }
}

const platformOf = (platform: string): 'linux' | 'darwin' | 'win32' =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux'
