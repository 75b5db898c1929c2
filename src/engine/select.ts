import picomatch from 'picomatch'
import type { AnyCheck } from '../contract/index.js'
import type { Registry } from './registry.js'

/** Ids and tags, each also as a glob: `auth/*`. Empty lists select nothing in particular. */
export interface Selection {
  /** Ids of the checks to run. */
  readonly only?: readonly string[]
  /** Ids of checks to leave out, whatever else names them. */
  readonly skip?: readonly string[]
  /** Checks with any of these tags are run, besides those of `only`. */
  readonly tags?: readonly string[]
}

/** A pattern that fits no check: better said than silently run nothing. */
export class SelectionError extends Error {
  override readonly name = 'SelectionError'
  constructor(
    readonly flag: '--only' | '--skip' | '--tag',
    readonly pattern: string,
    readonly known: readonly string[],
  ) {
    super(`${flag} ${pattern}: there is no such ${flag === '--tag' ? 'tag' : 'check'}.`)
  }
}

/**
 * The checks to run, in the registry's order: those that `only` or `tags` name (all, where neither is given), less
 * those that `skip` names. Throws {@link SelectionError} for a pattern that fits nothing.
 */
export const selectChecks = (registry: Registry, selection: Selection): readonly AnyCheck[] => {
  const checks = [...registry.checks.values()]
  const ids = checks.map((check) => check.id)
  const tags = [...new Set(checks.flatMap((check) => check.tags))].sort()
  const only = matcher('--only', selection.only, ids)
  const skip = matcher('--skip', selection.skip, ids)
  const tagged = matcher('--tag', selection.tags, tags)
  return checks.filter((check) => {
    if (skip?.(check.id)) return false
    if (only === null && tagged === null) return true
    return (only?.(check.id) ?? false) || (tagged !== null && check.tags.some(tagged))
  })
}

const matcher = (
  flag: SelectionError['flag'],
  patterns: readonly string[] | undefined,
  known: readonly string[],
): ((name: string) => boolean) | null => {
  if (patterns === undefined || patterns.length === 0) return null
  const tests = patterns.map((pattern) => {
    const test = globOf(pattern)
    if (!known.some((name) => test(name))) throw new SelectionError(flag, pattern, known)
    return test
  })
  return (name) => tests.some((test) => test(name))
}

/** Whether names fit a pattern. A name that is there is itself, whatever a glob would make of its characters. */
export const globOf = (pattern: string): ((name: string) => boolean) => {
  try {
    const glob = picomatch(pattern)
    return (name) => name === pattern || glob(name)
  } catch {
    return (name) => name === pattern
  }
}
