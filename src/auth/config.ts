import type { Secret } from '../contract/index.js'

/** What a config says of one profile. */
export interface ProfileConfig {
  readonly provider: string
  readonly mode: string
  readonly email?: string
}

/** What a config says of one agent. */
export interface AgentConfig {
  /** Normalised; see agent-id.ts. */
  readonly id: string
  readonly isDefault: boolean
  /** As written, not yet expanded. */
  readonly agentDir?: string
  /** The agent's own model: `primary` is empty and `fallbacks` null where the defaults hold. */
  readonly model?: { readonly primary: string; readonly fallbacks: readonly string[] | null }
}

/** What a config says of one provider: its key, where it is asked if not at its own address, and by which interface. */
export interface ProviderConfig {
  readonly apiKey: Secret | null
  /** Without user, password and query; see base-url.ts. */
  readonly baseUrl?: string
  readonly api?: string
}

/** The part of Clawdbot's config that decides about model credentials. Nothing else of it is ever held. */
export interface AuthConfig {
  readonly agents: readonly AgentConfig[]
  readonly model: { readonly primary: string; readonly fallbacks: readonly string[] }
  readonly imageModel: { readonly primary: string; readonly fallbacks: readonly string[] }
  /** `agents.defaults.models`, in the file's order: `<provider>/<model>` and its alias. */
  readonly models: readonly { readonly ref: string; readonly alias: string | null }[]
  readonly auth: {
    readonly profiles: Readonly<Record<string, ProfileConfig>>
    readonly order: Readonly<Record<string, readonly string[]>>
  }
  /** `models.providers`, ids as written. */
  readonly providers: Readonly<Record<string, ProviderConfig>>
  /** `env` and `env.vars`: variables the gateway sets for itself where the process has none. */
  readonly env: Readonly<Record<string, Secret>>
  readonly shellEnv: boolean
  /** What its `env` block says of `ANTHROPIC_BASE_URL`, without user, password and query; see base-url.ts. */
  readonly anthropicUrl?: string
  /** `session.store`: where sessions are kept, as written, with `{agentId}` in it; absent where none is set. */
  readonly sessionStore?: string
}

/** A value that is not of the type Clawdbot expects there. */
export interface ConfigIssue {
  readonly at: readonly string[]
  readonly expected: string
}

/** The result of reading a config's text, before includes are followed. Lines and columns count from 1. */
export type ConfigParse =
  | { readonly state: 'ok'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }
  | { readonly state: 'not-a-mapping' }

export const EMPTY_CONFIG: AuthConfig = {
  agents: [],
  model: { primary: '', fallbacks: [] },
  imageModel: { primary: '', fallbacks: [] },
  models: [],
  auth: { profiles: {}, order: {} },
  providers: {},
  env: {},
  shellEnv: false,
}
