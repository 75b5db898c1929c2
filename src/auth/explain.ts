import type { Secret } from '../contract/index.js'
import { type Billing, billingOfEnv, billingOfKey, billingOfProfile } from './billing.js'
import type { AuthConfig } from './config.js'
import type { Credential } from './credential.js'
import { type EnvKeys, envKey, envKeyNames } from './env-keys.js'
import { type JudgedPin, judgePin, locks } from './explain-pin.js'
import { type JudgedProfile, judgedProfiles, type Reason } from './judged-profiles.js'
import { own } from './mapping.js'
import type { OrderExplanation } from './order.js'
import { byProvider, normalizeProviderId } from './provider-id.js'
import type { Pin } from './sessions/session-entry.js'
import type { AuthStore } from './store.js'

/** `chosen`: it would be used. `next`: only where all before it fail. */
export type Verdict = 'chosen' | 'next' | 'skipped'

/**
 * Why: `usable`, also for one that is only next; `cooling`: usable, and put last until its cooldown ends; `pinned`:
 * the session is pinned to another; `weaker`: another variable, or place, is read before it.
 */
export type TraceCode = Reason | 'usable' | 'cooling' | 'pinned' | 'weaker' | 'not-set'

interface Entry {
  readonly verdict: Verdict
  readonly code: TraceCode
  /** Null for what could not be used anyway. */
  readonly billing: Billing | null
}

export interface ProfileEntry extends Entry {
  readonly via: 'profile'
  readonly profileId: string
  /** Null for one that is not stored. */
  readonly type: Credential['type'] | null
  /** Unix milliseconds; null where it has no date. */
  readonly expiresAt: number | null
  readonly refreshable: boolean
  readonly coolingUntil: number | null
}

export interface EnvEntry extends Entry {
  readonly via: 'env'
  readonly name: string
}

export interface ConfigEntry extends Entry {
  readonly via: 'config'
  readonly place: 'config' | 'models.json'
}

export type TraceEntry = ProfileEntry | EnvEntry | ConfigEntry

export interface Explanation extends Pick<OrderExplanation, 'base' | 'shadowed' | 'repeated'> {
  /** Normalised. */
  readonly provider: string
  readonly pin: JudgedPin | null
  /** Everything that could be a credential, in the order in which it is tried. */
  readonly trace: readonly TraceEntry[]
  /** The one entry of the trace that would be used. */
  readonly chosen: TraceEntry | null
}

export interface ExplainQuestion {
  readonly store: AuthStore
  /** As it holds for the agent, without the keys of `models.json`. */
  readonly config: AuthConfig
  readonly modelKeys: Readonly<Record<string, Secret>>
  readonly env: EnvKeys
  readonly provider: string
  /** Unix milliseconds. */
  readonly now: number
  /** Of the session that is asked about. */
  readonly pin: Pin | null
}

type Usable = Omit<Entry, 'verdict'>

/** What would be used for a provider, and why not each of the others. No secret is part of the answer. */
export const explain = (question: ExplainQuestion): Explanation => {
  const { store, config, now } = question
  const provider = normalizeProviderId(question.provider)
  const asked = { store, config, provider, now }
  const pin = question.pin === null ? null : judgePin(question.pin, asked)
  const isFirst = pin?.code === 'pin-user' || pin?.code === 'pin-auto'
  const judged = judgedProfiles(isFirst ? { ...asked, preferred: pin.profile } : asked)
  const pinned = locks(pin) ? pin : null
  const found: readonly TraceEntry[] = [
    ...judged.profiles.map((profile) => profileEntry(profile, question, pinned)),
    ...envEntries(provider, question.env).map((entry) => unlessPinned(entry, pinned)),
    ...configEntries(provider, question).map((entry) => unlessPinned(entry, pinned)),
  ]
  const first = found.find(({ verdict }) => verdict === 'next') ?? null
  const chosen = first === null ? null : { ...first, verdict: 'chosen' as const }
  const trace = found.map((entry) => (entry === first && chosen !== null ? chosen : entry))
  const { base, shadowed, repeated } = judged
  return { provider, base, shadowed, repeated, pin, trace, chosen }
}

const profileEntry = (
  { id, why, coolingUntil }: JudgedProfile,
  { store }: ExplainQuestion,
  pinned: JudgedPin | null,
): ProfileEntry => {
  const credential = own(store.profiles, id)
  const dated = credential === undefined || credential.type === 'api_key' ? undefined : credential
  const expires = dated?.expires ?? 0
  return unlessPinned(
    {
      via: 'profile',
      profileId: id,
      verdict: why === null ? 'next' : 'skipped',
      code: why ?? (coolingUntil === null ? 'usable' : 'cooling'),
      billing: why === null && credential !== undefined ? billingOfProfile(credential) : null,
      type: credential?.type ?? null,
      expiresAt: expires > 0 ? expires : null,
      refreshable: dated?.type === 'oauth' && dated.refresh?.blank === false,
      coolingUntil,
    },
    pinned?.profile === id ? null : pinned,
  )
}

const unlessPinned = <E extends TraceEntry>(entry: E, pinned: JudgedPin | null): E =>
  pinned === null || entry.verdict === 'skipped' ? entry : { ...entry, verdict: 'skipped', code: 'pinned' }

const envEntries = (provider: string, env: EnvKeys): readonly EnvEntry[] => {
  const used = envKey(provider, env)
  const judge = (name: string): Usable => {
    const secret = own(env, name)
    if (secret === undefined) return { code: 'not-set', billing: null }
    if (secret.blank) return { code: 'blank', billing: null }
    return used?.name === name
      ? { code: 'usable', billing: billingOfEnv(provider, used) }
      : { code: 'weaker', billing: null }
  }
  return envKeyNames(provider).map((name) => ({ via: 'env', name, ...withVerdict(judge(name)) }))
}

const configEntries = (provider: string, { config, modelKeys }: ExplainQuestion): readonly ConfigEntry[] => {
  const inConfig = byProvider(config.providers, provider)?.apiKey ?? null
  const inModels = byProvider(modelKeys, provider) ?? null
  const judge = (secret: Secret | null, isWeaker: boolean): Usable => {
    if (secret === null) return { code: 'not-set', billing: null }
    if (secret.blank) return { code: 'blank', billing: null }
    return isWeaker
      ? { code: 'weaker', billing: null }
      : { code: 'usable', billing: billingOfKey(provider, secret) }
  }
  return [
    { via: 'config', place: 'config', ...withVerdict(judge(inConfig, false)) },
    { via: 'config', place: 'models.json', ...withVerdict(judge(inModels, inConfig !== null)) },
  ]
}

const withVerdict = (usable: Usable): Entry => ({
  verdict: usable.code === 'usable' ? 'next' : 'skipped',
  ...usable,
})
