import coerce from 'semver/functions/coerce.js'
import satisfies from 'semver/functions/satisfies.js'
import validRange from 'semver/ranges/valid.js'

/** The version in what `node --version` prints: `v22.12.0`; null where there is none. */
export const nodeVersion = (printed: string): string | null => {
  const first = printed.trim().split(/\s/)[0] ?? ''
  return /^v?\d+\.\d+/.test(first) ? (coerce(first)?.version ?? null) : null
}

/** Whether a version is in a range of `engines`; a range that is none allows every version. */
export const isInRange = (version: string, range: string): boolean =>
  validRange(range) === null || satisfies(version, range, { includePrerelease: true })
