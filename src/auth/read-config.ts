import type { Seal, Secret } from '../contract/index.js'
import { normalizeAgentId } from './agent-id.js'
import { BASE_URL_VARIABLE, plainBaseUrl } from './base-url.js'
import type { AgentConfig, AuthConfig, ConfigIssue, ProfileConfig, ProviderConfig } from './config.js'
import { type ConfigReader, configReader } from './config-reader.js'
import { isMapping, type Mapping } from './mapping.js'
import { sealText } from './token-kind.js'

type Entry<T> = readonly [string, T]

/**
 * Takes out of a config, includes and variables resolved, what decides about credentials. Tolerant: a value of a
 * wrong type is left out and listed. Never throws.
 */
export const readAuthConfig = (
  value: unknown,
  seal: Seal,
): { readonly config: AuthConfig; readonly issues: readonly ConfigIssue[] } => {
  const reader = configReader()
  const root = reader.mapping(value, [])
  const agents = reader.mapping(root.agents, ['agents'])
  const defaults = reader.mapping(agents.defaults, ['agents', 'defaults'])
  const env = reader.mapping(root.env, ['env'])
  const session = reader.mapping(root.session, ['session'])
  const sessionStore = reader.text(session.store, ['session', 'store'])?.trim()
  const anthropicUrl = readUrl(env)
  const at = ['agents', 'defaults'] as const
  const config: AuthConfig = {
    agents: readAgents(agents.list, reader),
    model: readModel(defaults.model, [...at, 'model'], reader),
    imageModel: readModel(defaults.imageModel, [...at, 'imageModel'], reader),
    models: readModels(defaults.models, [...at, 'models'], reader),
    auth: readAuth(root.auth, reader),
    providers: readProviders(root.models, reader, seal),
    env: readEnv(env, reader, seal),
    shellEnv: readShellEnv(env.shellEnv, reader),
    ...(sessionStore ? { sessionStore } : {}),
    ...(anthropicUrl ? { anthropicUrl } : {}),
  }
  return { config, issues: reader.issues }
}

const readAgents = (raw: unknown, reader: ConfigReader): readonly AgentConfig[] =>
  reader.list(raw, ['agents', 'list']).flatMap((item, index) => {
    const at = ['agents', 'list', String(index)]
    const entry = reader.mapping(item ?? null, at)
    if (!isMapping(item)) return []
    const id = reader.text(entry.id ?? null, [...at, 'id'])
    if (id === undefined) return []
    const agentDir = reader.text(entry.agentDir, [...at, 'agentDir'])
    const model = entry.model
    const agent: AgentConfig = {
      id: normalizeAgentId(id),
      isDefault: reader.flag(entry.default, [...at, 'default']) === true,
      ...(agentDir === undefined ? {} : { agentDir }),
      ...(model === undefined ? {} : { model: readAgentModel(model, [...at, 'model'], reader) }),
    }
    return [agent]
  })

const readModel = (raw: unknown, at: readonly string[], reader: ConfigReader): AuthConfig['model'] => {
  const { primary, fallbacks } = readAgentModel(raw, at, reader)
  return { primary, fallbacks: fallbacks ?? [] }
}

const readAgentModel = (
  raw: unknown,
  at: readonly string[],
  reader: ConfigReader,
): NonNullable<AgentConfig['model']> => {
  if (typeof raw === 'string') return { primary: raw.trim(), fallbacks: null }
  if (raw !== undefined && !isMapping(raw)) reader.note(at, 'a text or an object')
  const entry = isMapping(raw) ? raw : {}
  return {
    primary: reader.text(entry.primary, [...at, 'primary'])?.trim() ?? '',
    fallbacks: entry.fallbacks === undefined ? null : reader.texts(entry.fallbacks, [...at, 'fallbacks']),
  }
}

const readModels = (raw: unknown, at: readonly string[], reader: ConfigReader): AuthConfig['models'] =>
  Object.entries(reader.mapping(raw, at)).map(([ref, value]) => {
    const entry = reader.mapping(value, [...at, ref])
    return { ref, alias: reader.text(entry.alias, [...at, ref, 'alias'])?.trim() || null }
  })

const readAuth = (raw: unknown, reader: ConfigReader): AuthConfig['auth'] => {
  const auth = reader.mapping(raw, ['auth'])
  const profiles = Object.entries(reader.mapping(auth.profiles, ['auth', 'profiles']))
  const order = Object.entries(reader.mapping(auth.order, ['auth', 'order'])).flatMap(
    ([provider, list]): Entry<readonly string[]>[] => {
      const ids = reader.texts(list, ['auth', 'order', provider])
      return Array.isArray(list) ? [[provider, ids]] : []
    },
  )
  return {
    profiles: Object.fromEntries(profiles.flatMap(([id, value]) => readProfileConfig(id, value, reader))),
    order: Object.fromEntries(order),
  }
}

const MODES = new Set(['api_key', 'oauth', 'token'])

const readProfileConfig = (id: string, raw: unknown, reader: ConfigReader): Entry<ProfileConfig>[] => {
  const at = ['auth', 'profiles', id]
  const entry = reader.mapping(raw, at)
  if (!isMapping(raw)) return []
  const provider = reader.text(entry.provider ?? null, [...at, 'provider'])
  const mode = reader.text(entry.mode ?? null, [...at, 'mode'])
  const email = reader.text(entry.email, [...at, 'email'])
  if (provider === undefined || mode === undefined) return []
  if (!MODES.has(mode)) reader.note([...at, 'mode'], '"api_key", "oauth" or "token"')
  return [[id, { provider, mode, ...(email === undefined ? {} : { email }) }]]
}

const readProviders = (raw: unknown, reader: ConfigReader, seal: Seal): AuthConfig['providers'] => {
  const at = ['models', 'providers']
  const providers = reader.mapping(reader.mapping(raw, ['models']).providers, at)
  return Object.fromEntries(
    Object.entries(providers).map(([id, value]) => {
      const entry = reader.mapping(value, [...at, id])
      const baseUrl = plainBaseUrl(reader.text(entry.baseUrl, [...at, id, 'baseUrl']) ?? '')
      const api = reader.text(entry.api, [...at, id, 'api'])?.trim()
      const provider: ProviderConfig = {
        apiKey: sealText(reader.text(entry.apiKey, [...at, id, 'apiKey']), seal),
        ...(baseUrl ? { baseUrl } : {}),
        ...(api ? { api } : {}),
      }
      return [id, provider]
    }),
  )
}

/** Both places a variable may stand in; one beside `vars` wins over one in it, and a blank one counts as none. */
const readEnv = (env: Mapping, reader: ConfigReader, seal: Seal): Readonly<Record<string, Secret>> => {
  const vars = Object.entries(reader.mapping(env.vars, ['env', 'vars'])).map(
    ([name, value]) => [name, reader.text(value, ['env', 'vars', name])] as const,
  )
  const beside = Object.entries(env)
    .filter(([name]) => name !== 'vars' && name !== 'shellEnv')
    .map(([name, value]) => [name, reader.text(value, ['env', name])] as const)
  return Object.fromEntries(
    [...vars, ...beside].flatMap(([name, text]): Entry<Secret>[] => {
      const secret = text?.trim() ? sealText(text, seal) : null
      return secret === null ? [] : [[name, secret]]
    }),
  )
}

/** As {@link readEnv} finds a variable; where that is no text, it is noted there. */
const readUrl = (env: Mapping): string => {
  const inVars = isMapping(env.vars) ? env.vars[BASE_URL_VARIABLE] : undefined
  const written = [env[BASE_URL_VARIABLE], inVars].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  )
  return plainBaseUrl(written ?? '')
}

const readShellEnv = (raw: unknown, reader: ConfigReader): boolean =>
  reader.flag(reader.mapping(raw, ['env', 'shellEnv']).enabled, ['env', 'shellEnv', 'enabled']) === true
