import type { Secret } from '../contract/index.js'

/** A field that should hold a secret and holds none (missing, or not a string) is null; `""` is a blank secret. */
interface Common {
  /** As stored: not normalised. */
  readonly provider: string
  readonly email?: string
}

/** A key that is valid until revoked. */
export interface ApiKeyCredential extends Common {
  readonly type: 'api_key'
  readonly key: Secret | null
}

/** A static token: it may expire, and can never be refreshed. */
export interface TokenCredential extends Common {
  readonly type: 'token'
  readonly token: Secret | null
  /** Unix milliseconds; absent when the store has no finite number there. */
  readonly expires?: number
}

/** An access token with, usually, a single-use refresh token. */
export interface OAuthCredential extends Common {
  readonly type: 'oauth'
  readonly access: Secret | null
  readonly refresh: Secret | null
  /** Unix milliseconds; absent when the store has no finite number there. */
  readonly expires?: number
  readonly accountId?: string
  readonly projectId?: string
  readonly clientId?: string
  readonly enterpriseUrl?: string
}

/** What a profile holds, as it is stored. */
export type Credential = ApiKeyCredential | TokenCredential | OAuthCredential

/** Credentials by the ids of their profiles, such as `anthropic:claude-cli`. */
export type Profiles = Readonly<Record<string, Credential>>

/** What the gateway remembers of a profile's use. Unix milliseconds throughout. */
export interface UsageStats {
  readonly lastUsed?: number
  readonly cooldownUntil?: number
  readonly disabledUntil?: number
  readonly disabledReason?: string
  readonly errorCount?: number
  readonly lastFailureAt?: number
  /** How often it failed lately, by reason. */
  readonly failureCounts?: Readonly<Record<string, number>>
}

/** The profile that the sync from Claude Code keeps. */
export const CLAUDE_CLI_PROFILE = 'anthropic:claude-cli'
export const CODEX_CLI_PROFILE = 'openai-codex:codex-cli'
export const QWEN_CLI_PROFILE = 'qwen-portal:qwen-cli'
