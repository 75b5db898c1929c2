import { type AgentView, chooseFor, type StoreFile } from './agent-view.js'
import { modeFits } from './candidate.js'
import type { AuthConfig, ProfileConfig } from './config.js'
import { CLAUDE_CLI_PROFILE, type Credential } from './credential.js'
import type { EnvKeys } from './env-keys.js'
import { own } from './mapping.js'
import { providersInUse } from './models.js'
import { normalizeProviderId, sameProvider } from './provider-id.js'

type Entry = Pick<ProfileConfig, 'provider' | 'mode'>

/** An entry of `auth.profiles` that contradicts what is stored under its id. */
export interface ModeConflict<F extends StoreFile = StoreFile> {
  readonly id: string
  readonly said: ProfileConfig
  /** What the entry should say; null where agents store different things, so that no entry fits them all. */
  readonly wanted: Entry | null
  /** Agents whose profile is passed over for it, each with that profile. At least one. */
  readonly against: readonly { readonly view: AgentView<F>; readonly credential: Credential }[]
}

/** What an entry has to say for a credential. `setup-token` writes `oauth` for either kind of the shared login. */
const entryFor = (id: string, { type, provider }: Credential): Entry => ({
  provider,
  mode: id === CLAUDE_CLI_PROFILE && type !== 'api_key' ? 'oauth' : type,
})

const agrees = (said: Entry, { type, provider }: Credential): boolean =>
  sameProvider(said.provider, provider) && modeFits(said.mode, type)

/** The config's entries that some agent's profile of that id contradicts. */
export const modeConflicts = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  config: AuthConfig,
): readonly ModeConflict<F>[] =>
  Object.entries(config.auth.profiles).flatMap(([id, said]): ModeConflict<F>[] => {
    const stored = views.flatMap((view) => {
      const credential = own(view.store.profiles, id)
      return credential === undefined ? [] : [{ view, credential }]
    })
    const against = stored.filter(({ credential }) => !agrees(said, credential))
    const [first] = against
    if (first === undefined) return []
    const entry = entryFor(id, first.credential)
    const wanted = stored.every(({ credential }) => agrees(entry, credential)) ? entry : null
    return [{ id, said, wanted, against }]
  })

/** Whether some agent has nothing for a provider in use, and would have this profile but for the entry. */
export const conflictStops = ({ id, against }: ModeConflict, env: EnvKeys, now: number): boolean =>
  against.some(({ view, credential }) => {
    const provider = normalizeProviderId(credential.provider)
    if (!providersInUse(view.config).includes(provider)) return false
    if (chooseFor(view, provider, env, now).via !== 'nothing') return false
    const mended = { ...view, config: withEntry(view.config, id, entryFor(id, credential)) }
    return chooseFor(mended, provider, env, now).via !== 'nothing'
  })

const withEntry = (config: AuthConfig, id: string, entry: Entry): AuthConfig => {
  const others = Object.entries(config.auth.profiles).filter(([other]) => other !== id)
  const profiles = Object.fromEntries([...others, [id, entry]])
  return { ...config, auth: { ...config.auth, profiles } }
}
