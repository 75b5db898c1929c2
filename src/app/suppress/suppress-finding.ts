import { shortenHome } from '../../auth/paths.js'
import type { PolicedFinding, PolicedResult } from '../../engine/policy/policed.js'
import { stateOfFinding } from '../../engine/policy/state-of-finding.js'
import { runChecks } from '../../engine/run-checks.js'
import { selectChecks } from '../../engine/select.js'
import { makeEvidenceKey, readEvidenceKey } from '../../ports/evidence-key.js'
import { MachineError } from '../../ports/machine-error.js'
import { type CarriedOut, carryOut } from '../carry-out.js'
import { doctorConfigPath, loadDoctorConfig } from '../doctor-config/find-config.js'
import { inPolicedRun, type PolicedRun } from '../open-policed-run.js'
import type { Run, RunSurroundings } from '../open-run.js'
import { evidenceKeyPath, policeOf } from '../police.js'
import { Refusal } from '../refusal.js'
import type { AskedSettings } from '../settings.js'
import { type Entry, entryChanges } from './entry-changes.js'
import { targetOf } from './target-of.js'
import { untilOf } from './until-of.js'

export interface SuppressOptions extends AskedSettings, RunSurroundings {
  /** A fingerprint, the start of one, or `check#subject`. */
  readonly target: string
  readonly reason: string
  readonly owner?: string | undefined
  /** A date, or how long from now. */
  readonly until?: string | undefined
  /** The file to write to; the one beside Clawdbot's config where it is left out. */
  readonly config?: string | undefined
  /** The name this program was called by. */
  readonly cli: string
}

export interface SuppressedFinding {
  readonly status: CarriedOut['status']
  /** With `~` for the home. */
  readonly configPath: string
  /** What was written. `evidence` is missing where `--dry-run` found no key to make it with. */
  readonly entry: Entry
  /** What `--dry-run` shows. */
  readonly diff: string | null
}

/**
 * Writes a suppression of one present finding into the user's settings. Nothing is synced first, so that what is looked
 * at is what the user saw. Throws a {@link Refusal}, with nothing changed.
 */
export const suppressFinding = async (options: SuppressOptions): Promise<SuppressedFinding> => {
  const { cli, reason } = options
  if (reason.trim() === '')
    throw new Refusal('BAD_FLAG', '--reason is blank.', 'Say why it is all right to live with it.')
  const asked = { ...options, sync: false, fix: false, configMayBeMade: true }
  return inPolicedRun(asked, cli, (opened) => suppressIn(opened, options))
}

const suppressIn = async (
  { run, selection }: PolicedRun,
  options: SuppressOptions,
): Promise<SuppressedFinding> => {
  const { target, cli, reason, config: named } = options
  const until = untilOf(options.until, run.machine.probes.now())
  const { concurrency, timeoutMs } = run.settings
  const checks = selectChecks(run.registry, selection)
  const judged = await runChecks(checks, run.facts, { concurrency, timeoutMs, terminal: null })
  const finding = targetOf(target.trim(), run.police(judged), cli)
  const { id, check, messageId, subject } = finding
  const evidence = await evidenceOf(run, finding)
  const owner = options.owner?.trim()
  const entry: Entry = {
    fingerprint: id,
    check,
    messageId,
    subject,
    reason: reason.trim(),
    ...(owner ? { owner } : {}),
    ...(until === undefined ? {} : { until }),
    ...(evidence === null ? {} : { evidence }),
  }
  const { probes } = run.machine
  const path = doctorConfigPath(probes, named)
  const done = await carryOut(run, {
    id: 'doctor/suppress',
    subject: `finding:${id}`,
    touches: [],
    plan: async () => entryChanges(path, await loadDoctorConfig(probes, named, true), entry),
    verify: () => whyNotSuppressed(run, judged, id, named),
  })
  return { status: done.status, configPath: shortenHome(probes, path), entry, diff: done.diff }
}

/** Null where there is no key and `--dry-run` may make none. */
const evidenceOf = async (run: Run, finding: PolicedFinding): Promise<string | null> => {
  const check = run.registry.checks.get(finding.check)
  const path = evidenceKeyPath(run)
  const key = await (run.settings.dryRun ? readEvidenceKey(path) : makeEvidenceKey(path)).catch((error) => {
    if (!(error instanceof MachineError)) throw error
    throw new Refusal('NOT_WRITTEN', `Nothing was suppressed: ${error.message}.`, null)
  })
  if (key.state === 'ok' && check !== undefined) return key.hash(stateOfFinding(finding, check))
  if (key.state === 'absent') return null
  throw new Refusal(
    'BAD_KEY',
    `Nothing was suppressed: ${path} ${key.state === 'malformed' ? 'holds no key' : 'cannot be read'}.`,
    'It tells whether a suppressed finding is still the same. Move it away, and a new one is made; suppressions that were made with it then end.',
  )
}

const whyNotSuppressed = async (
  run: Run,
  judged: readonly PolicedResult[],
  id: string,
  named: string | undefined,
): Promise<string | null> => {
  const loaded = await loadDoctorConfig(run.machine.probes, named, true)
  const police = await policeOf(run, loaded?.config ?? {}, [])
  const found = police(judged).flatMap((result) => result.findings)
  return found.find((each) => each.id === id)?.suppressed?.by === 'config'
    ? null
    : 'afterwards the finding was not suppressed'
}
