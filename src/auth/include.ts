import type { ReadResult, Unavailable } from '../contract/index.js'
import { parseJson5 } from '../json/parse.js'
import { DEEPEST, deepMerge } from './deep-merge.js'
import { isMapping, type Mapping } from './mapping.js'
import { type Place, pathOf } from './paths.js'

/** Why a config's `$include` cannot be followed. `from` is the file that has it. */
export type IncludeProblem = { readonly from: string } & (
  | { readonly problem: 'unavailable'; readonly file: string; readonly why: Unavailable }
  | {
      readonly problem: 'unparseable'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly reason: string
    }
  | { readonly problem: 'cycle' | 'too-deep'; readonly file: string }
  /** The value of `$include` is neither a text nor a list of texts. */
  | { readonly problem: 'not-a-path' }
  /** Keys beside `$include` need something to be merged into. */
  | { readonly problem: 'not-a-mapping' }
)

export type Included =
  /** `files` are those read, in order, without the config itself. */
  | { readonly state: 'ok'; readonly value: unknown; readonly files: readonly string[] }
  | { readonly state: 'problem'; readonly problem: IncludeProblem; readonly files: readonly string[] }

const KEY = '$include'
const DEEPEST_INCLUDE = 10

/** Carries a problem out of the recursion; never leaves this module. */
class Stop {
  constructor(readonly problem: IncludeProblem) {}
}

interface Run {
  readonly read: (path: string) => Promise<ReadResult>
  readonly platform: Place['platform']
  readonly files: string[]
}

/** The files being read, outermost first. */
type Chain = readonly [string, ...string[]]

/**
 * Follows every `$include` in a parsed config. Paths are relative to the file that names them; what stands beside
 * `$include` is merged over what it brings.
 */
export const resolveIncludes = async (
  value: unknown,
  path: string,
  platform: Place['platform'],
  read: (path: string) => Promise<ReadResult>,
): Promise<Included> => {
  const run: Run = { read, platform, files: [] }
  try {
    const resolved = await walk(value, [pathOf(platform).normalize(path)], run, 0)
    return { state: 'ok', value: resolved, files: run.files }
  } catch (error) {
    if (error instanceof Stop) return { state: 'problem', problem: error.problem, files: run.files }
    throw error
  }
}

const current = (chain: Chain): string => chain.at(-1) ?? chain[0]

const walk = async (value: unknown, chain: Chain, run: Run, depth: number): Promise<unknown> => {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if (Array.isArray(value)) return inTurn(value, (item) => walk(item, chain, run, depth + 1))
  if (!isMapping(value)) return value
  if (!Object.hasOwn(value, KEY)) return walkEntries(value, chain, run, depth)
  const below = await include(value[KEY], chain, run)
  const beside = Object.entries(value).filter(([key]) => key !== KEY)
  if (beside.length === 0) return below
  if (!isMapping(below)) throw new Stop({ problem: 'not-a-mapping', from: current(chain) })
  return deepMerge(below, await walkEntries(Object.fromEntries(beside), chain, run, depth))
}

const walkEntries = async (value: Mapping, chain: Chain, run: Run, depth: number): Promise<Mapping> =>
  Object.fromEntries(
    await inTurn(
      Object.entries(value),
      async ([key, inner]) => [key, await walk(inner, chain, run, depth + 1)] as const,
    ),
  )

/** One after the other, so that which file is read first, and which problem is found, is always the same. */
const inTurn = async <T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (const item of items) results.push(await each(item))
  return results
}

const include = async (written: unknown, chain: Chain, run: Run): Promise<unknown> => {
  if (typeof written === 'string') return load(written, chain, run)
  if (!Array.isArray(written)) throw new Stop({ problem: 'not-a-path', from: current(chain) })
  let merged: unknown = {}
  for (const item of written) {
    if (typeof item !== 'string') throw new Stop({ problem: 'not-a-path', from: current(chain) })
    merged = deepMerge(merged, await load(item, chain, run))
  }
  return merged
}

const load = async (written: string, chain: Chain, run: Run): Promise<unknown> => {
  const from = current(chain)
  const path = pathOf(run.platform)
  const file = path.normalize(path.isAbsolute(written) ? written : path.resolve(path.dirname(from), written))
  if (chain.includes(file)) throw new Stop({ problem: 'cycle', file, from })
  if (chain.length > DEEPEST_INCLUDE) throw new Stop({ problem: 'too-deep', file, from })
  const found = await run.read(file)
  if (found.state !== 'ok') throw new Stop({ problem: 'unavailable', file, why: found, from })
  run.files.push(file)
  const parsed = parseJson5(found.text)
  if (parsed.state !== 'ok') {
    const { line, column, reason } = parsed
    throw new Stop({ problem: 'unparseable', file, line, column, reason, from })
  }
  return walk(parsed.value, [...chain, file], run, 0)
}
