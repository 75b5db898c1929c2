import type { Secret } from '../contract/index.js'
import { type Choice, choose } from './choice.js'
import type { AuthConfig } from './config.js'
import type { EnvKeys } from './env-keys.js'
import { type EffectiveStore, mergeStores } from './merge-stores.js'
import { configForAgent, providersInUse } from './models.js'
import { byProvider } from './provider-id.js'
import type { AuthStore } from './store.js'

/** One agent's own store file, as far as a view of it needs to know. */
export interface StoreFile {
  readonly agent: { readonly id: string; readonly isMain: boolean; readonly selected: boolean }
  readonly reading: { readonly state: string }
  readonly store: AuthStore
  readonly modelKeys: Readonly<Record<string, Secret>>
}

/** What an agent really has: its own profiles over the main agent's, and the config as it holds for it. */
export interface AgentView<F extends StoreFile = StoreFile> extends EffectiveStore {
  readonly file: F
  readonly config: AuthConfig
  /** False where its store, or the one it inherits from, could not be read: nothing can be said of it then. */
  readonly known: boolean
}

const isKnown = (file: StoreFile | undefined): boolean =>
  file === undefined || file.reading.state === 'ok' || file.reading.state === 'absent'

/** A view of every selected agent. */
export const agentViews = <F extends StoreFile>(
  files: readonly F[],
  config: AuthConfig,
): readonly AgentView<F>[] => {
  const main = files.find((file) => file.agent.isMain)
  return files
    .filter((file) => file.agent.selected)
    .map((file) => {
      const inherits = !file.agent.isMain && main !== undefined
      return {
        ...mergeStores(inherits ? main.store : file.store, inherits ? file.store : null),
        ...(inherits ? {} : { origins: ownOrigins(file.store) }),
        file,
        config: withModelKeys(configForAgent(config, file.agent.id), file.modelKeys),
        known: isKnown(file) && isKnown(main),
      }
    })
}

const ownOrigins = (store: AuthStore): EffectiveStore['origins'] =>
  Object.fromEntries(Object.keys(store.profiles).map((id) => [id, 'own']))

/** A key in `models.json` counts where the config has none for that provider. */
const withModelKeys = (config: AuthConfig, keys: StoreFile['modelKeys']): AuthConfig => {
  const added = Object.entries(keys).filter(([id]) => !byProvider(config.providers, id)?.apiKey)
  return {
    ...config,
    providers: {
      ...config.providers,
      ...Object.fromEntries(
        added.map(([id, apiKey]) => [id, { ...byProvider(config.providers, id), apiKey }]),
      ),
    },
  }
}

/** What a view would use for a provider, were it asked now. */
export const chooseFor = (view: AgentView, provider: string, env: EnvKeys, now: number): Choice =>
  choose({ store: view.store, config: view.config, provider, env, now })

/**
 * How the agents stand to a provider, by the one that is worst off: `nothing` it could use, a `subscription` that
 * will run out, a `key` that will not, or `unused`.
 */
export type Reliance = 'nothing' | 'subscription' | 'key' | 'unused'

export const relianceOn = (
  provider: string,
  views: readonly AgentView[],
  env: EnvKeys,
  now: number,
): Reliance => {
  const using = views.filter((view) => providersInUse(view.config).includes(provider))
  if (using.length === 0) return 'unused'
  const known = using.filter((view) => view.known)
  const choices = known.map((view) => chooseFor(view, provider, env, now))
  if (choices.some((choice) => choice.via === 'nothing')) return 'nothing'
  // What a store that cannot be read holds nobody knows: most hold a subscription's login.
  return known.length < using.length || choices.some(isSubscription) ? 'subscription' : 'key'
}

const isSubscription = (choice: Choice): boolean =>
  (choice.via === 'profile' && choice.credential.type !== 'api_key') ||
  (choice.via === 'env' && choice.key.oauth)
