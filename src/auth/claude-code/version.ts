import coerce from 'semver/functions/coerce.js'
import lt from 'semver/functions/lt.js'

/** The first release whose credentials file has the layout that this program reads. */
export const OLDEST_CLAUDE = '1.0.0'

/** The version in what `claude --version` prints, e.g. `2.1.330 (Claude Code)`; null where there is none. */
export const claudeVersion = (printed: string): string | null => {
  const first = printed.trim().split(/\s/)[0] ?? ''
  return /^v?\d+\.\d+/.test(first) ? (coerce(first)?.version ?? null) : null
}

export const isTooOld = (version: string): boolean => lt(version, OLDEST_CLAUDE)
