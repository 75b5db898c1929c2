import { explainCandidate, type WhyNot } from './candidate.js'
import type { AuthConfig } from './config.js'
import type { Credential } from './credential.js'
import { own } from './mapping.js'
import { byProvider, normalizeProviderId, sameProvider } from './provider-id.js'
import { rememberedOf } from './remembered.js'
import type { AuthStore } from './store.js'
import { coolingUntil } from './usability.js'

export interface OrderQuestion {
  readonly store: AuthStore
  readonly config: AuthConfig
  readonly provider: string
  /** Unix milliseconds. */
  readonly now: number
  /** A profile that goes first if it is usable. */
  readonly preferred?: string
}

/** Where the list of candidates came from, strongest first. */
export type OrderBase = 'store-order' | 'config-order' | 'config-profiles' | 'stored'

export type Candidate =
  | {
      readonly id: string
      readonly usable: true
      /** When its cooldown ends; null where it may be used now. */
      readonly coolingUntil: number | null
    }
  /** `not-listed`: it is usable, but for what `also` says, and the list that counts does not name it. */
  | {
      readonly id: string
      readonly usable: false
      readonly why: WhyNot | 'not-listed'
      readonly also?: ConfigConflict
    }

export interface OrderExplanation {
  readonly base: OrderBase
  /** The usable ones in the order they are tried, then the others as they were listed or stored. */
  readonly candidates: readonly Candidate[]
  /** Ids that the list names more than once. */
  readonly repeated: readonly string[]
  /** The config's order, where the store's own silently takes its place. */
  readonly shadowed: readonly string[] | null
}

type ConfigConflict = Extract<WhyNot, 'config-mode' | 'config-provider'>

interface Base {
  readonly base: OrderBase
  readonly ids: readonly string[]
}

const storedOf = (store: AuthStore, provider: string): readonly string[] =>
  idsByProvider(store.profiles).get(normalizeProviderId(provider)) ?? []

/** Asked for each provider in use, by many checks: of a store with thousands of profiles it is worked out once. */
const idsByProvider = rememberedOf(
  (profiles: AuthStore['profiles']): ReadonlyMap<string, readonly string[]> => {
    const byProvider = new Map<string, string[]>()
    for (const [id, credential] of Object.entries(profiles)) {
      const provider = normalizeProviderId(credential.provider)
      const ids = byProvider.get(provider) ?? []
      ids.push(id)
      byProvider.set(provider, ids)
    }
    return byProvider
  },
)

const baseList = ({ store, config, provider }: OrderQuestion): Base => {
  const stored = byProvider(store.order, provider)
  if (stored !== undefined) return { base: 'store-order', ids: stored }
  const configured = byProvider(config.auth.order, provider)
  if (configured !== undefined) return { base: 'config-order', ids: configured }
  const named = Object.entries(config.auth.profiles)
    .filter(([, profile]) => sameProvider(profile.provider, provider))
    .map(([id]) => id)
  return named.length > 0
    ? { base: 'config-profiles', ids: named }
    : { base: 'stored', ids: storedOf(store, provider) }
}

/** Without an order, the lower goes first. */
export const TYPE_RANK: Readonly<Record<Credential['type'], number>> = { oauth: 0, token: 1, api_key: 2 }

/** Those in cooldown last, soonest first; the rest as listed, or by type and then least recently used. */
const arrange = (usable: readonly string[], base: OrderBase, question: OrderQuestion): readonly string[] => {
  const { store, now, preferred } = question
  const cooling = (id: string): number => coolingUntil(store, id, now) ?? 0
  const rank = (id: string): readonly number[] => {
    const credential = own(store.profiles, id)
    const type = credential === undefined ? 3 : TYPE_RANK[credential.type]
    const lastUsed = own(store.usageStats, id)?.lastUsed ?? 0
    if (cooling(id) > 0) return [cooling(id), 0, 0]
    return base === 'store-order' || base === 'config-order' ? [0, 0, 0] : [0, type, lastUsed]
  }
  const ranked = usable.map((id) => ({ id, rank: id === preferred ? [-1] : rank(id) }))
  const difference = (a: readonly number[], b: readonly number[]): number => {
    const index = a.findIndex((value, at) => value !== (b[at] ?? 0))
    return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
  }
  return ranked.sort((a, b) => difference(a.rank, b.rank)).map(({ id }) => id)
}

const repeatedIn = (ids: readonly string[]): readonly string[] => {
  const once = new Set<string>()
  const more = new Set<string>()
  for (const id of ids) (once.has(id) ? more : once).add(id)
  return [...once].filter((id) => more.has(id))
}

/** Says of every profile that could be tried for a provider whether it would be, and if not, why not. */
export const explainOrder = (question: OrderQuestion): OrderExplanation => {
  const { store, config, provider, now } = question
  const { base, ids } = baseList(question)
  const listed = new Set(ids)
  const all = [...new Set([...ids, ...storedOf(store, provider)])]
  const isExplicit = base === 'store-order' || base === 'config-order'
  const whyNot = (id: string): Pick<Extract<Candidate, { usable: false }>, 'why' | 'also'> | null => {
    const why = explainCandidate(id, question)
    if (why === null) return listed.has(id) ? null : { why: 'not-listed' }
    if (listed.has(id)) return { why }
    // What an order does not name is not looked at any further, so that the config has no say in it.
    const isConflict = why === 'config-mode' || why === 'config-provider'
    return isExplicit && isConflict ? { why: 'not-listed', also: why } : { why }
  }
  const reasons = new Map(all.map((id) => [id, whyNot(id)] as const))
  const usable = all.filter((id) => reasons.get(id) === null)
  return {
    base,
    candidates: [
      ...arrange(usable, base, question).map((id) => {
        return { id, usable: true as const, coolingUntil: coolingUntil(store, id, now) }
      }),
      ...all.flatMap((id): Candidate[] => {
        const why = reasons.get(id)
        return why ? [{ id, usable: false, ...why }] : []
      }),
    ],
    repeated: repeatedIn(ids),
    shadowed: base === 'store-order' ? (byProvider(config.auth.order, provider) ?? null) : null,
  }
}

/** The usable profiles of a provider in the order in which they are tried, without repeats. */
export const effectiveOrder = (question: OrderQuestion): readonly string[] =>
  explainOrder(question)
    .candidates.filter(({ usable }) => usable)
    .map(({ id }) => id)
