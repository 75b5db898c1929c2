import type { Secret } from '../contract/index.js'

/** What a config says of one profile. */
export interface ProfileConfig {
  readonly provider: string
  readonly mode: string
  readonly email?: string
}

export interface AgentConfig {
  /** Normalised; see agent-id.ts. */
  readonly id: string
  readonly isDefault: boolean
  /** As written, not yet expanded. */
  readonly agentDir?: string
  /** The agent's own model: `primary` is empty and `fallbacks` null where the defaults hold. */
  readonly model?: { readonly primary: string; readonly fallbacks: readonly string[] | null }
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
  /** `models.providers`: ids as written, and each one's key where it has one. */
  readonly providers: Readonly<Record<string, { readonly apiKey: Secret | null }>>
  /** `env` and `env.vars`: variables the gateway sets for itself where the process has none. */
  readonly env: Readonly<Record<string, Secret>>
  readonly shellEnv: boolean
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
