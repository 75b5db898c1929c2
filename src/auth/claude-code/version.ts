import coerce from 'semver/functions/coerce.js'
import lt from 'semver/functions/lt.js'
import valid from 'semver/functions/valid.js'

/** The first release whose credentials file has the layout that this program reads. */
export const OLDEST_CLAUDE = '1.0.0'

/** The version in what `claude --version` prints, e.g. `2.1.330 (Claude Code)`; null where there is none. */
export const claudeVersion = (printed: string): string | null => {
  const first = printed.trim().split(/\s/)[0] ?? ''
  return /^v?\d+\.\d+/.test(first) ? (coerce(first)?.version ?? null) : null
}

/** Whether a version is older than another, or than any that this program knows how to read. */
export const isTooOld = (version: string, oldest = OLDEST_CLAUDE): boolean => lt(version, oldest)

/** True for a version in full, such as `2.1.0`. */
export const isVersion = (written: unknown): boolean => typeof written === 'string' && valid(written) !== null
