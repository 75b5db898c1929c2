import type { AuthConfig } from './config.js'
import { rememberedOf } from './remembered.js'

export const MAIN_AGENT = 'main'

/** An agent's id as folder names and session keys have it: lower case, `[a-z0-9_-]`, at most 64; empty is `main`. */
export const normalizeAgentId = (raw: string | undefined): string => {
  const text = (raw ?? '').trim().toLowerCase()
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(text)) return text
  const collapsed = text
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+/, '')
    .replace(/-+$/, '')
  return collapsed.slice(0, 64) || MAIN_AGENT
}

/** The first agent marked as default, else the first one listed, else `main`. */
export const defaultAgentId = rememberedOf(
  (config: AuthConfig): string =>
    (config.agents.find((agent) => agent.isDefault) ?? config.agents[0])?.id ?? MAIN_AGENT,
)

const agentsById = rememberedOf((config: AuthConfig) => {
  const byId = new Map<string, AuthConfig['agents'][number]>()
  for (const agent of config.agents) if (!byId.has(agent.id)) byId.set(agent.id, agent)
  return byId
})

/** What the config says of an agent: the first entry under its id. */
export const configuredAgent = (config: AuthConfig, id: string): AuthConfig['agents'][number] | undefined =>
  agentsById(config).get(id)

/** Every configured agent once, in the config's order; `main` alone where none is configured. */
export const agentIds = (config: AuthConfig): readonly string[] =>
  config.agents.length === 0 ? [MAIN_AGENT] : [...new Set(config.agents.map((agent) => agent.id))]
