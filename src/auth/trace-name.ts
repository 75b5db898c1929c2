import type { TraceEntry } from './explain.js'

/** The name of a place where a credential may be. */
export const nameOf = (entry: TraceEntry, provider: string): string => {
  if (entry.via === 'profile') return entry.profileId
  if (entry.via === 'env') return entry.name
  return entry.place === 'config'
    ? `models.providers.${provider}.apiKey in the config`
    : `the key of ${provider} in the agent's models.json`
}
