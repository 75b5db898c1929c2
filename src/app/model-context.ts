import { shortenHome } from '../auth/paths.js'
import type { ModelMessage } from '../auth/sessions/apply-model-message.js'
import { PACKAGE } from './called-as.js'
import { fileProblems } from './file-problems.js'
import { type LoadedAuth, loadAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

/** All that a chat message is judged by besides its session; for `applyModelMessage`, as it is. */
export type ModelContext = Pick<ModelMessage, 'config' | 'store' | 'env' | 'now' | 'agent' | 'authPath'>

/** See the public `loadModelContext` in on-first-use.ts. */
export const loadModelContext = async (options: Partial<RunSettings> = {}): Promise<ModelContext> => {
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  return modelContext(run, await loadAuth(run), PACKAGE)
}

/**
 * Throws a {@link Refusal} where the config or the store could not be read: by what is not known, every pin would
 * have to go.
 */
export const modelContext = async (run: Run, auth: LoadedAuth, cli: string): Promise<ModelContext> => {
  const { config, view, now } = auth
  const { agent } = view.file
  const { state } = config.reading
  if (view.known && (state === 'ok' || state === 'absent'))
    return {
      config: view.config,
      store: view.store,
      env: config.envKeys,
      now,
      agent: agent.id,
      authPath: shortenHome(run.machine.probes, agent.storePath),
    }
  const [problem] = await fileProblems(run, cli)
  throw new Refusal(
    'UNREADABLE',
    problem?.what ?? `The config, or a store that agent ${agent.id} depends on, could not be read.`,
    problem?.next ?? `Run \`${cli} doctor\`: it says what is wrong with which file.`,
  )
}
