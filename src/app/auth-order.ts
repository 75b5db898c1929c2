import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { shortenHome } from '../auth/paths.js'
import { byProvider, normalizeProviderId } from '../auth/provider-id.js'
import type { Probes } from '../ports/types.js'
import { loadKnownAuth } from './known-auth.js'
import type { LoadedAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface OrderOptions extends Partial<RunSettings> {
  /** In any spelling. */
  readonly provider: string
  /** The name this program was called by. */
  readonly cli: string
}

/** The names are Clawdbot's; scripts depend on them. */
export interface OrderDocument {
  readonly agentId: string
  readonly agentDir: string
  /** Normalised. */
  readonly provider: string
  /** With `~` for the home. */
  readonly authStorePath: string
  /** What the store says, the main agent's where the agent's own says nothing; null where neither does. */
  readonly order: readonly string[] | null
}

interface OrderRun {
  readonly run: Run
  readonly auth: LoadedAuth
  readonly provider: string
}

export const openOrderRun = async (options: OrderOptions): Promise<OrderRun> => {
  const provider = normalizeProviderId(options.provider)
  if (provider === '')
    throw new Refusal('NO_PROVIDER', 'No provider was named.', 'Name one, such as `--provider anthropic`.')
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  return { run, auth: await loadKnownAuth(run, options.cli), provider }
}

export const orderDocument = (
  probes: Probes,
  { file, store }: AgentView<AgentStore>,
  provider: string,
): OrderDocument => ({
  agentId: file.agent.id,
  agentDir: file.agent.dir,
  provider,
  authStorePath: shortenHome(probes, file.agent.storePath),
  order: byProvider(store.order, provider) ?? null,
})

/** Syncs, then says which order the store sets for a provider. Throws a {@link Refusal}. */
export const getOrder = async (
  options: OrderOptions,
): Promise<{ readonly document: OrderDocument; readonly synced: LoadedAuth['synced'] }> => {
  const { run, auth, provider } = await openOrderRun(options)
  return { document: orderDocument(run.machine.probes, auth.view, provider), synced: auth.synced }
}
