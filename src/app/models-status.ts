import { modelsStatus } from '../auth/status.js'
import { inUseExitCode, statusExitCode, unservedInUse } from '../auth/status-exit.js'
import { probeExitCode } from '../auth/verify/probe-exit.js'
import { EXIT } from '../report/exit-code.js'
import type { StatusDocument } from '../report/status-schema.js'
import { fileProblems } from './file-problems.js'
import { loadAuth, readAuth } from './load-auth.js'
import { openRun } from './open-run.js'
import { type ProbeOptions, runProbes } from './probe.js'
import { lacksClaude } from './renewal-step.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface ModelsStatusRun {
  readonly document: StatusDocument
  /** By the rule that was asked for; a file that could not be read makes it 1. */
  readonly exitCode: number
  /** Whether the rule of `--in-use` would have judged it healthier. */
  readonly healthierInUse: boolean
  readonly home: string
  /** Ids of logins that renew themselves. */
  readonly renewable: ReadonlySet<string>
  /** Providers in use that have profiles, of which none can be used, and nothing else either. */
  readonly useless: readonly string[]
  /** Whether a missing provider gets its credentials from a `claude` that is not there. */
  readonly lacksClaude: boolean
}

/** Syncs, reads and judges: everything of `models status` but the printing. */
export const modelsStatusRun = async (
  asked: Partial<RunSettings> & {
    readonly inUse: boolean
    readonly cli: string
    /** Null: no provider is asked. */
    readonly probe: Omit<ProbeOptions, 'cli'> | null
  },
): Promise<ModelsStatusRun> => {
  const run = openRun({ ...DEFAULT_SETTINGS, ...asked })
  const loaded = await loadAuth(run)
  const probes =
    asked.probe === null ? null : await runProbes(run, loaded, { ...asked.probe, cli: asked.cli })
  // A login that had to be refreshed for its probe is another one now.
  const { config, view, now } = probes === null ? loaded : await readAuth(run)
  const { synced } = loaded
  const { home, platform } = run.machine.probes
  const { agent } = view.file
  const input = {
    store: view.store,
    config: view.config,
    env: config.envKeys,
    now,
    warnAfterMs: run.settings.warnWithinMs,
    paths: { home, platform, configPath: config.path, agentDir: agent.dir, storePath: agent.storePath },
  }
  const status = modelsStatus(input)
  const missing = status.auth.missingProvidersInUse
  const problems = await fileProblems(run, asked.cli)
  const sync = synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null }))
  const inUse = inUseExitCode(input)
  const probed = probes === null ? EXIT.healthy : probeExitCode(probes.results, asked.inUse)
  const judged = worse(asked.inUse ? inUse : statusExitCode(status), probed)
  const isHealthyInUse = inUse === EXIT.healthy && probed === EXIT.healthy
  const renewable = Object.entries(view.store.profiles)
    .filter(([, credential]) => credential.type === 'oauth' && credential.refresh?.blank === false)
    .map(([id]) => id)
  return {
    document: JSON.parse(
      JSON.stringify({
        ...status,
        auth: { ...status.auth, ...(probes === null ? {} : { probes }) },
        agent: agent.id,
        sync,
        problems,
      }),
    ) as StatusDocument,
    exitCode: problems.length > 0 ? EXIT.broken : judged,
    healthierInUse: problems.length === 0 && judged !== EXIT.healthy && isHealthyInUse,
    home,
    renewable: new Set(renewable),
    useless: unservedInUse(input).filter((provider) => !missing.includes(provider)),
    lacksClaude: await lacksClaude(run, missing),
  }
}

const worse = (a: number, b: number): number => {
  if (a === EXIT.broken || b === EXIT.broken) return EXIT.broken
  return a === EXIT.healthy ? b : a
}
