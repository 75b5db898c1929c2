import type { FoundBy } from '../groups.js'
import type { Sample } from './metric.js'

/** For each profile that a finding tells the end of: when that is, in seconds of Unix time. */
export const expirySamples = (found: readonly FoundBy[]): readonly Sample[] =>
  found.flatMap(({ finding: { data } }) => {
    const { agent, profile, provider, expiresAt } = data
    if (typeof profile !== 'string' || typeof expiresAt !== 'number' || !Number.isFinite(expiresAt)) return []
    return [
      {
        labels: {
          agent: typeof agent === 'string' ? agent : '',
          profile,
          provider: typeof provider === 'string' ? provider : '',
        },
        value: expiresAt / 1000,
      },
    ]
  })
