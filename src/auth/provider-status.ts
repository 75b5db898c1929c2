import { configKey } from './choice.js'
import type { Credential } from './credential.js'
import { type EnvKey, envKey } from './env-keys.js'
import { profileEmail } from './health.js'
import { own } from './mapping.js'
import { pathOf, shortenHome } from './paths.js'
import { sameProvider } from './provider-id.js'
import { formatRemaining } from './remaining.js'
import type { ProviderStatus, StatusInput } from './status-types.js'
import { unusability } from './usability.js'

const shown = (id: string, credential: Credential, input: StatusInput): string => {
  if (credential.type === 'api_key') return `${id}=${credential.key?.pseudonym ?? 'missing'}`
  if (credential.type === 'token') return `${id}=token:${credential.token?.pseudonym ?? 'missing'}`
  const email = profileEmail(id, credential, input.config)
  return `${id}=OAuth${email === null ? '' : ` (${email})`}`
}

const label = (id: string, credential: Credential, input: StatusInput): string => {
  const text = shown(id, credential, input)
  const unusable = unusability(own(input.store.usageStats, id), input.now)
  if (unusable === null) return text
  const reason = unusable.kind === 'disabled' && unusable.reason ? `:${unusable.reason}` : ''
  return `${text} [${unusable.kind}${reason} ${formatRemaining(unusable.remainingMs)}]`
}

const envValue = (key: EnvKey): string => (key.oauth ? 'OAuth (env)' : key.secret.pseudonym)

/** What the store, the environment and the config have for one provider. */
export const providerStatus = (provider: string, input: StatusInput): ProviderStatus => {
  const { store, config, env, paths } = input
  const profiles = Object.entries(store.profiles).filter(([, { provider: of }]) => sameProvider(of, provider))
  const count = (type: Credential['type']): number =>
    profiles.filter(([, credential]) => credential.type === type).length
  const key = envKey(provider, env)
  const custom = configKey(config, provider)
  const short = (path: string): string => shortenHome(paths, path)
  const effective = (): ProviderStatus['effective'] => {
    if (profiles.length > 0) return { kind: 'profiles', detail: short(paths.storePath) }
    if (key !== null) return { kind: 'env', detail: envValue(key) }
    if (custom !== null) return { kind: 'models.json', detail: custom.pseudonym }
    return { kind: 'missing', detail: 'missing' }
  }
  const modelsPath = pathOf(paths.platform).join(paths.agentDir, 'models.json')
  return {
    provider,
    effective: effective(),
    profiles: {
      count: profiles.length,
      oauth: count('oauth'),
      token: count('token'),
      apiKey: count('api_key'),
      labels: profiles.map(([id, credential]) => label(id, credential, input)),
    },
    ...(key === null ? {} : { env: { value: envValue(key), source: `env: ${key.name}` } }),
    ...(custom === null
      ? {}
      : { modelsJson: { value: custom.pseudonym, source: `models.json: ${short(modelsPath)}` } }),
  }
}
