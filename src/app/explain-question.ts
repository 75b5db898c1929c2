import {
  configForAgent,
  type ModelRef,
  modelLabel,
  resolveConfiguredModelRef,
  resolveModelRef,
} from '../auth/models.js'
import { normalizeProviderId } from '../auth/provider-id.js'
import { currentModel } from '../auth/sessions/current-model.js'
import { sessionEntry } from '../auth/sessions/read-sessions.js'
import { type Pin, pinOf } from '../auth/sessions/session-entry.js'
import { parentSessionKey } from '../auth/sessions/session-key.js'
import { sessionStorePath } from '../auth/sessions/session-store-path.js'
import type { LoadedAuth } from './load-auth.js'
import { loadSession } from './load-session.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

export interface Asked {
  /** In any spelling; null where the model decides. */
  readonly provider: string | null
  /** A reference or an alias; null for the session's, else the agent's. */
  readonly model: string | null
  readonly session: string | null
}

/** What an explanation is about. */
export interface ExplainSubject {
  readonly provider: string
  readonly model: string | null
  /** As it stands in the file. */
  readonly session: string | null
  readonly pin: Pin | null
}

/** Finds out which provider and which pin somebody asks about. Throws a {@link Refusal} for what there is not. */
export const explainSubject = async (
  asked: Asked,
  run: Run,
  { config, view }: Pick<LoadedAuth, 'config' | 'view'>,
): Promise<ExplainSubject> => {
  const agentConfig = configForAgent(config.config, view.file.agent.id)
  const session = asked.session === null ? null : await sessionAsked(asked.session, run, config.config, view)
  const named = asked.model === null ? null : resolveModelRef(agentConfig, asked.model)
  if (asked.model !== null && named === null)
    throw new Refusal(
      'UNKNOWN_MODEL',
      `${JSON.stringify(asked.model)} is no model.`,
      'Write it as <provider>/<model>, or as an alias of the config.',
    )
  const current =
    session === null
      ? resolveConfiguredModelRef(agentConfig)
      : currentModel(agentConfig, session.entry, session.parent).ref
  const ref: ModelRef = named ?? current
  const provider = asked.provider === null ? ref.provider : normalizeProviderId(asked.provider)
  if (provider === '')
    throw new Refusal('NO_PROVIDER', 'No provider was named.', 'Name one, such as `--provider anthropic`.')
  if (named !== null && provider !== named.provider)
    throw new Refusal(
      'OTHER_PROVIDER',
      `The model ${modelLabel(named)} is of ${named.provider}, not ${provider}.`,
      'Leave out --provider: the model names it.',
    )
  return {
    provider,
    model: provider === ref.provider ? modelLabel(ref) : null,
    session: session?.key ?? null,
    pin: session === null ? null : pinOf(session.entry),
  }
}

const sessionAsked = async (
  written: string,
  run: Run,
  config: LoadedAuth['config']['config'],
  view: LoadedAuth['view'],
) => {
  const { probes } = run.machine
  const agent = view.file.agent.id
  const path = sessionStorePath(probes, config, agent)
  const { key, entry, sessions } = await loadSession(probes.fs, path, written, agent)
  const above = parentSessionKey(key)
  return { key, entry, parent: above === null ? null : sessionEntry(sessions, above) }
}
