import { ENV_KEYS, envKey } from './env-keys.js'
import { DAY_MS, type ProfileHealth, type ProviderHealth, profileHealth, providerHealth } from './health.js'
import { own } from './mapping.js'
import { modelLabel, providersInUse, resolveConfiguredModelRef, resolveModelRef } from './models.js'
import { effectiveOrder } from './order.js'
import { normalizeProviderId } from './provider-id.js'
import { providerStatus } from './provider-status.js'
import type { ModelsStatus, ProviderStatus, StatusInput, UnusableProfile } from './status-types.js'
import { unusability } from './usability.js'

/** By code units: no locale decides about the order of a document that scripts read. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sorted = (texts: Iterable<string>): readonly string[] =>
  [...new Set([...texts].map((text) => text.trim()).filter((text) => text !== ''))].sort(compare)

/** Every provider that the store, the config, the models or the environment name. */
const listedProviders = ({ store, config, env }: StatusInput): readonly string[] =>
  sorted([
    ...Object.values(store.profiles).map(({ provider }) => provider),
    ...Object.keys(config.providers),
    ...providersInUse(config),
    ...config.models.flatMap(({ ref }) => resolveModelRef(config, ref)?.provider ?? []),
    ...Object.keys(ENV_KEYS).filter((provider) => envKey(provider, env) !== null),
  ])

const oauthCount = ({ profiles, env }: ProviderStatus): number =>
  profiles.oauth + profiles.token + (env?.value === 'OAuth (env)' ? 1 : 0)

const unusableProfiles = ({ store, now }: StatusInput): readonly UnusableProfile[] =>
  Object.entries(store.usageStats)
    .flatMap(([profileId, stats]): UnusableProfile[] => {
      const unusable = unusability(stats, now)
      if (unusable === null) return []
      const { kind, reason, until, remainingMs } = unusable
      const provider = own(store.profiles, profileId)?.provider
      return [
        {
          profileId,
          ...(provider === undefined ? {} : { provider }),
          kind,
          ...(reason === null ? {} : { reason }),
          until,
          remainingMs,
        },
      ]
    })
    .sort((a, b) => a.remainingMs - b.remainingMs)

const health = (
  input: StatusInput,
  providers: readonly string[],
): { readonly profiles: readonly ProfileHealth[]; readonly providers: readonly ProviderHealth[] } => {
  const { store, config, now, warnAfterMs } = input
  const profiles = Object.entries(store.profiles)
    .map(([id, credential]) => profileHealth(id, credential, config, now, warnAfterMs))
    .sort((a, b) => compare(a.provider, b.provider) || compare(a.profileId, b.profileId))
  const of = (name: string): readonly ProfileHealth[] =>
    profiles.filter(({ provider }) => provider.trim() === name)
  return { profiles, providers: providers.map((provider) => providerHealth(provider, of(provider), now)) }
}

/** The whole document of `models status --json`. Holds no secret: each is shown as its pseudonym. */
export const modelsStatus = (input: StatusInput): ModelsStatus => {
  const { store, config, now, warnAfterMs = DAY_MS, paths, shellEnv } = input
  const resolvedDefault = modelLabel(resolveConfiguredModelRef(config))
  const providers = listedProviders(input)
  const statuses = providers.map((provider) => providerStatus(provider, input))
  const having = statuses.filter(({ effective }) => effective.kind !== 'missing')
  const missing = sorted(providersInUse(config)).filter(
    (used) => !having.some(({ provider }) => provider === used),
  )
  return {
    configPath: paths.configPath,
    agentDir: paths.agentDir,
    defaultModel: config.model.primary || resolvedDefault,
    resolvedDefault,
    fallbacks: config.model.fallbacks,
    imageModel: config.imageModel.primary || null,
    imageFallbacks: config.imageModel.fallbacks,
    aliases: Object.fromEntries(
      config.models.flatMap(({ ref, alias }) => (alias === null ? [] : [[alias, ref] as const])),
    ),
    allowed: config.models.map(({ ref }) => ref),
    auth: {
      storePath: paths.storePath,
      shellEnvFallback: shellEnv ?? { enabled: config.shellEnv, appliedKeys: [] },
      providersWithOAuth: having
        .filter((status) => oauthCount(status) > 0)
        .map((status) => `${status.provider} (${oauthCount(status)})`),
      missingProvidersInUse: missing,
      providers: having,
      unusableProfiles: unusableProfiles(input),
      oauth: { warnAfterMs, ...health(input, providers) },
      order: Object.fromEntries(
        [...providers, ...providers.map(normalizeProviderId)].map((provider) => [
          provider,
          effectiveOrder({ store, config, provider, now }),
        ]),
      ),
    },
  }
}
