import type { AuthConfig } from './config.js'
import type { EnvKeys } from './env-keys.js'
import type { ProfileHealth, ProviderHealth } from './health.js'
import type { Place } from './paths.js'
import type { AuthStore } from './store.js'

export interface StatusInput {
  /** The agent's effective store, after the sync. */
  readonly store: AuthStore
  readonly config: AuthConfig
  readonly env: EnvKeys
  /** Unix milliseconds. */
  readonly now: number
  /** How near an expiry is told as `expiring`; a day by default. */
  readonly warnAfterMs?: number
  readonly paths: Pick<Place, 'home' | 'platform'> & {
    readonly configPath: string
    readonly agentDir: string
    readonly storePath: string
  }
  readonly shellEnv?: { readonly enabled: boolean; readonly appliedKeys: readonly string[] }
}

/** What a provider has, and what of it counts. Secrets appear as their pseudonyms. */
export interface ProviderStatus {
  readonly provider: string
  readonly effective: {
    readonly kind: 'profiles' | 'env' | 'models.json' | 'missing'
    readonly detail: string
  }
  readonly profiles: {
    readonly count: number
    readonly oauth: number
    readonly token: number
    readonly apiKey: number
    readonly labels: readonly string[]
  }
  readonly env?: { readonly value: string; readonly source: string }
  readonly modelsJson?: { readonly value: string; readonly source: string }
}

export interface UnusableProfile {
  readonly profileId: string
  /** Absent for statistics of a profile that is gone. */
  readonly provider?: string
  readonly kind: 'disabled' | 'cooldown'
  readonly reason?: string
  readonly until: number
  readonly remainingMs: number
}

/** The document of `models status --json`; its names are Clawdbot's, and scripts depend on them. */
export interface ModelsStatus {
  readonly configPath: string
  readonly agentDir: string
  /** As written in the config, else the resolved one. */
  readonly defaultModel: string
  readonly resolvedDefault: string
  readonly fallbacks: readonly string[]
  readonly imageModel: string | null
  readonly imageFallbacks: readonly string[]
  /** Alias to model, as written. */
  readonly aliases: Readonly<Record<string, string>>
  readonly allowed: readonly string[]
  readonly auth: {
    readonly storePath: string
    readonly shellEnvFallback: { readonly enabled: boolean; readonly appliedKeys: readonly string[] }
    /** Such as `anthropic (2)`. */
    readonly providersWithOAuth: readonly string[]
    readonly missingProvidersInUse: readonly string[]
    /** Those that have anything at all. */
    readonly providers: readonly ProviderStatus[]
    /** Soonest to end first. */
    readonly unusableProfiles: readonly UnusableProfile[]
    readonly oauth: {
      readonly warnAfterMs: number
      readonly profiles: readonly ProfileHealth[]
      readonly providers: readonly ProviderHealth[]
    }
    /** The effective order of every provider listed, under its spelling and under its one id. */
    readonly order: Readonly<Record<string, readonly string[]>>
  }
}
