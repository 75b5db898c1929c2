import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { ENV_KEYS } from '../auth/env-keys.js'
import { profileEmail, profileHealth } from '../auth/health.js'
import { ownerOf } from '../auth/held-profiles.js'
import { judgedProfiles } from '../auth/judged-profiles.js'
import { own } from '../auth/mapping.js'
import { normalizeProviderId } from '../auth/provider-id.js'
import { REASON_WORDS } from '../auth/reason-words.js'
import { storeFaults } from '../auth/store-faults.js'
import { unusability } from '../auth/usability.js'
import type { Secret } from '../contract/index.js'
import type { ListDocument } from '../report/auth-list-schema.js'
import { loadKnownAuth } from './known-auth.js'
import type { LoadedAuth } from './load-auth.js'
import { openRun } from './open-run.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface ListOptions extends Partial<RunSettings> {
  /** In any spelling; null for all. */
  readonly provider: string | null
  readonly cli: string
}

export interface Listed {
  readonly document: ListDocument
  readonly home: string
  readonly synced: LoadedAuth['synced']
}

/** Syncs, then lists every profile an agent has and every key beside them. Throws a {@link Refusal}. */
export const authList = async (options: ListOptions): Promise<Listed> => {
  const run = openRun({ ...DEFAULT_SETTINGS, ...options })
  const auth = await loadKnownAuth(run, options.cli)
  const { view, config, stores, synced } = auth
  const wanted = options.provider === null ? null : normalizeProviderId(options.provider)
  const isWanted = ({ provider }: { readonly provider: string }): boolean =>
    wanted === null || provider === wanted
  const readable = stores.filter(({ agent }) => agent.isMain || agent.id === view.file.agent.id)
  return {
    home: run.machine.probes.home,
    synced,
    document: {
      agentId: view.file.agent.id,
      agentDir: view.file.agent.dir,
      storePath: view.file.agent.storePath,
      configPath: config.path,
      profiles: profilesOf(view, auth.now, run.settings.warnWithinMs).filter(isWanted),
      ignored: readable.flatMap(ignoredIn),
      keys: keysOf(auth).filter(isWanted),
      sync: synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null })),
    },
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const profilesOf = (
  view: AgentView<AgentStore>,
  now: number,
  warnWithinMs: number,
): ListDocument['profiles'] => {
  const { store, config } = view
  const providers = Object.values(store.profiles).map(({ provider }) => normalizeProviderId(provider))
  return [...new Set(providers)].sort(compare).flatMap((provider) => {
    const { profiles } = judgedProfiles({ store, config, provider, now })
    const tried = profiles.filter(({ why }) => why === null).map(({ id }) => id)
    return profiles.flatMap(({ id, why }): ListDocument['profiles'] => {
      const credential = own(store.profiles, id)
      if (credential === undefined || normalizeProviderId(credential.provider) !== provider) return []
      const { status, expiresAt, remainingMs } = profileHealth(id, credential, config, now, warnWithinMs)
      const owner = ownerOf(view, id)
      return [
        {
          profileId: id,
          provider,
          type: credential.type,
          email: profileEmail(id, credential, config),
          owner,
          inherited: owner !== view.file.agent.id,
          status,
          expiresAt: expiresAt ?? null,
          remainingMs: remainingMs ?? null,
          refreshable: credential.type === 'oauth' && credential.refresh?.blank === false,
          position: tried.includes(id) ? tried.indexOf(id) + 1 : null,
          code: why,
          why: why === null ? null : REASON_WORDS[why],
          block: unusability(own(store.usageStats, id), now),
        },
      ]
    })
  })
}

const ignoredIn = ({ agent, store }: AgentStore): ListDocument['ignored'] => {
  const faults = storeFaults(store.issues).filter(
    ({ subject, name }) => subject.startsWith('profile:') && own(store.profiles, name) === undefined,
  )
  return [...new Set(faults.map(({ name }) => name))].map((profileId) => ({
    profileId,
    owner: agent.id,
    at: faults.flatMap(({ name, at }) => (name === profileId ? at : [])),
  }))
}

const keysOf = ({ config, view }: LoadedAuth): ListDocument['keys'] => {
  const key = (
    provider: string,
    via: ListDocument['keys'][number]['via'],
    name: string,
    secret?: Secret | null,
  ) =>
    secret === undefined || secret === null
      ? []
      : [{ provider: normalizeProviderId(provider), via, name, blank: secret.blank }]
  return [
    ...Object.entries(ENV_KEYS).flatMap(([provider, names]) =>
      names.flatMap((name) => key(provider, 'env', name, own(config.envKeys, name))),
    ),
    ...Object.entries(config.config.providers).flatMap(([id, { apiKey }]) =>
      key(id, 'config', `models.providers.${id}.apiKey in the config`, apiKey),
    ),
    ...Object.entries(view.file.modelKeys).flatMap(([id, secret]) =>
      key(id, 'models.json', `the key of ${id} in the agent's models.json`, secret),
    ),
  ].sort((a, b) => compare(a.provider, b.provider))
}
