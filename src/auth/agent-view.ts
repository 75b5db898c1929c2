import type { Secret } from '../contract/index.js'
import { type Choice, choose } from './choice.js'
import type { AuthConfig } from './config.js'
import type { EnvKeys } from './env-keys.js'
import { type EffectiveStore, mergeStores } from './merge-stores.js'
import { configForAgent, providersInUse } from './models.js'
import { byProvider } from './provider-id.js'
import { remembered, rememberedOf } from './remembered.js'
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
): readonly AgentView<F>[] => viewsOf(files, config) as readonly AgentView<F>[]

/** Of those alone of which something can be said. */
export const knownViews = <F extends StoreFile>(
  files: readonly F[],
  config: AuthConfig,
): readonly AgentView<F>[] => knownAmong(agentViews(files, config))

export const knownAmong = <F extends StoreFile>(views: readonly AgentView<F>[]): readonly AgentView<F>[] =>
  knownOf(views) as readonly AgentView<F>[]

const viewsOf = remembered((files: readonly StoreFile[], config: AuthConfig): readonly AgentView[] => {
  const main = files.find((file) => file.agent.isMain)
  const views = files
    .filter((file) => file.agent.selected)
    .map((file) => {
      const inherits = !file.agent.isMain && main !== undefined
      return Object.freeze({
        ...mergeStores(inherits ? main.store : file.store, inherits ? file.store : null),
        ...(inherits ? {} : { origins: ownOrigins(file.store) }),
        file,
        config: withModelKeys(configForAgent(config, file.agent.id), file.modelKeys),
        known: isKnown(file) && isKnown(main),
      })
    })
  return Object.freeze(views)
})

const knownOf = rememberedOf((views: readonly AgentView[]) =>
  Object.freeze(views.filter(({ known }) => known)),
)

const ownOrigins = (store: AuthStore): EffectiveStore['origins'] =>
  Object.fromEntries(Object.keys(store.profiles).map((id) => [id, 'own']))

/** A key in `models.json` counts where the config has none for that provider. */
const withModelKeys = (config: AuthConfig, keys: StoreFile['modelKeys']): AuthConfig => {
  const added = Object.entries(keys).filter(([id]) => !byProvider(config.providers, id)?.apiKey)
  if (added.length === 0) return config
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
export const chooseFor = (view: AgentView, provider: string, env: EnvKeys, now: number): Choice => {
  const chosen = choicesOf(view, env)
  const question = `${now} ${provider}`
  const choice =
    chosen.get(question) ?? choose({ store: view.store, config: view.config, provider, env, now })
  chosen.set(question, choice)
  return choice
}

const choicesOf = remembered((_view: AgentView, _env: EnvKeys) => new Map<string, Choice>())

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
