import { modelsStatus } from '../auth/status.js'
import { inUseExitCode, statusExitCode } from '../auth/status-exit.js'
import { EXIT } from '../report/exit-code.js'
import type { StatusDocument } from '../report/status-schema.js'
import { fileProblems } from './file-problems.js'
import { loadAuth } from './load-auth.js'
import { openRun } from './open-run.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface ModelsStatusRun {
  readonly document: StatusDocument
  /** By the rule that was asked for; a file that could not be read makes it 1. */
  readonly exitCode: number
  readonly home: string
}

/** Syncs, reads and judges: everything of `models status` but the printing. */
export const modelsStatusRun = async (
  asked: Partial<RunSettings> & { readonly inUse: boolean; readonly cli: string },
): Promise<ModelsStatusRun> => {
  const run = openRun({ ...DEFAULT_SETTINGS, ...asked })
  const { config, view, now, synced } = await loadAuth(run)
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
  const problems = await fileProblems(run, asked.cli)
  const sync = synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null }))
  const judged = asked.inUse ? inUseExitCode(input) : statusExitCode(status)
  return {
    document: JSON.parse(JSON.stringify({ ...status, agent: agent.id, sync, problems })) as StatusDocument,
    exitCode: problems.length > 0 ? EXIT.broken : judged,
    home,
  }
}
