import type { Secret } from '../contract/index.js'
import type { Profiles, UsageStats } from './credential.js'

/** A part of a store that Clawdbot ignores or misreads. `at` is the path of keys to it. */
export interface StoreIssue {
  readonly code:
    | 'profile-not-an-object'
    | 'profile-type-unknown'
    | 'profile-provider-missing'
    /** `mode` where `type` belongs. */
    | 'profile-mode-for-type'
    /** `apiKey` where `key` belongs. */
    | 'profile-apikey-for-key'
    | 'profile-secret-missing'
    | 'profile-expiry-not-a-number'
    | 'version-unknown'
    | 'order-malformed'
    | 'usage-malformed'
  readonly at: readonly string[]
  /** What stands under the wrong name, where it can take the right one and nothing is lost by that. */
  readonly meant?: string | Secret
}

/** What `auth-profiles.json` holds, as far as it can be used. Keys keep the spelling of the file. */
export interface AuthStore {
  readonly version: number | null
  /** Only profiles Clawdbot accepts: a known type and a provider. */
  readonly profiles: Profiles
  readonly order: Readonly<Record<string, readonly string[]>>
  readonly lastGood: Readonly<Record<string, string>>
  readonly usageStats: Readonly<Record<string, UsageStats>>
  readonly issues: readonly StoreIssue[]
}

/** The result of reading a store's text. Lines and columns count from 1. */
export type StoreReading =
  | { readonly state: 'ok'; readonly store: AuthStore }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }
  /** Parseable, but not a mapping with `profiles`. */
  | { readonly state: 'wrong-shape'; readonly reason: string }

export const EMPTY_STORE: AuthStore = {
  version: null,
  profiles: {},
  order: {},
  lastGood: {},
  usageStats: {},
  issues: [],
}
