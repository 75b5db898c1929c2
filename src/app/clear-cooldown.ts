import type { Agent } from '../../plugins/clawdbot/facts/agents.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { cooldownRemovals, hasStatistics } from '../auth/cooldown.js'
import { own } from '../auth/mapping.js'
import { shortenHome } from '../auth/paths.js'
import { blockedUntil } from '../auth/usability.js'
import { type CarriedOut, carryOut } from './carry-out.js'
import { loadKnownAuth } from './known-auth.js'
import { type LoadedAuth, readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { readOwnStore } from './own-store.js'
import { unknownProfile } from './profile-owner.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface CooldownOptions extends Partial<RunSettings> {
  readonly profileId: string
  readonly cli: string
}

export interface ClearedCooldown {
  /** The agent whose store holds the statistics. */
  readonly agentId: string
  /** With `~` for the home. */
  readonly authStorePath: string
  readonly profileId: string
  readonly status: CarriedOut['status']
  /** Names of the fields that were removed, or would be. */
  readonly cleared: readonly string[]
  readonly diff: string | null
}

/** Lets a profile be used again at once. Throws a {@link Refusal} for a profile there is not. */
export const clearCooldown = async (
  options: CooldownOptions,
): Promise<{ readonly document: ClearedCooldown; readonly synced: LoadedAuth['synced'] }> => {
  const id = options.profileId.trim()
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  const auth = await loadKnownAuth(run, options.cli)
  let cleared: readonly string[] = []
  let holder = auth.view.file.agent
  const done = await carryOut(run, {
    id: 'auth/clear-cooldown',
    subject: `agent:${holder.id}/profile:${id}`,
    touches: [stores],
    plan: async () => {
      const fresh = await readAuth(run)
      holder = await holderOf(id, run, fresh, options.cli)
      const { path, sha256, document } = await readOwnStore(run.machine.probes.fs, holder)
      const edits = cooldownRemovals(document, id)
      cleared = edits.map(({ at }) => at.at(-1) ?? '')
      if (sha256 === null || edits.length === 0) return []
      return [{ op: 'patch', path, dialect: 'json', before: { sha256 }, edits, lock: true }]
    },
    verify: async () => {
      const { view } = await readAuth(run)
      const left = blockedUntil(own(view.store.usageStats, id))
      return left === null ? null : 'afterwards the profile was still blocked'
    },
  })
  return {
    synced: auth.synced,
    document: {
      agentId: holder.id,
      authStorePath: shortenHome(run.machine.probes, holder.storePath),
      profileId: id,
      status: done.status,
      cleared,
      diff: done.diff,
    },
  }
}

/** The agent's own statistics count where there are any, else the main agent's. */
const holderOf = async (
  id: string,
  run: Run,
  { view, stores: files }: Pick<LoadedAuth, 'view' | 'stores'>,
  cli: string,
): Promise<Agent> => {
  const main = files.find(({ agent }) => agent.isMain)?.agent
  for (const agent of [view.file.agent, ...(main === undefined ? [] : [main])]) {
    const { document } = await readOwnStore(run.machine.probes.fs, agent)
    if (hasStatistics(document, id)) return agent
  }
  if (own(view.store.profiles, id) === undefined) throw unknownProfile(id, view, cli)
  return view.file.agent
}
