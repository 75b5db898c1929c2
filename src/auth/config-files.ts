import { withLateText } from '../contract/data-copy.js'
import type { ReadResult } from '../contract/index.js'
import { parseJson5 } from '../json/parse.js'
import { DEEPEST } from './deep-merge.js'
import { isMapping, own } from './mapping.js'
import { type Place, pathOf } from './paths.js'

/** One file of a config as it stands, variables not filled in, and the keys below which its content counts. */
export interface ConfigFile {
  readonly path: string
  readonly sha256: string
  readonly text: string
  readonly value: unknown
  readonly mount: readonly string[]
}

const INCLUDE = '$include'
const MOST_FILES = 200

interface Walk {
  readonly read: (path: string) => Promise<ReadResult>
  readonly platform: Place['platform']
  readonly files: ConfigFile[]
}

/**
 * Every file that a config is made of, weakest first: what a later one says is merged over the ones before. A file
 * that is included twice is here twice, and what is nested deeper than anything of a config is not looked at. For a
 * config whose includes can be followed; what cannot be read is left out.
 */
export const configFiles = async (
  path: string,
  platform: Place['platform'],
  read: (path: string) => Promise<ReadResult>,
): Promise<readonly ConfigFile[]> => {
  const files: ConfigFile[] = []
  await collectFile(pathOf(platform).normalize(path), [], [], { read, platform, files })
  return files
}

const collectFile = async (
  path: string,
  mount: readonly string[],
  above: readonly string[],
  walk: Walk,
): Promise<void> => {
  if (above.includes(path) || walk.files.length >= MOST_FILES) return
  const found = await walk.read(path)
  if (found.state !== 'ok') return
  const { text } = found
  const parsed = parseJson5(text)
  if (parsed.state !== 'ok') return
  const { value } = parsed
  await collectIncludes(value, mount, [...above, path], walk)
  walk.files.push(withLateText({ path, text, value, mount }, 'sha256', () => found.sha256))
}

/** What an include brings in is weaker than what stands beside it, and than any include deeper down. */
const collectIncludes = async (
  value: unknown,
  mount: readonly string[],
  chain: readonly string[],
  walk: Walk,
  depth = 0,
): Promise<void> => {
  if (depth > DEEPEST) return
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      await collectIncludes(item, [...mount, String(index)], chain, walk, depth + 1)
  if (!isMapping(value)) return
  const path = pathOf(walk.platform)
  const from = path.dirname(chain.at(-1) ?? '')
  const written = own(value, INCLUDE)
  for (const item of Array.isArray(written) ? written : [written])
    if (typeof item === 'string') {
      const file = path.normalize(path.isAbsolute(item) ? item : path.resolve(from, item))
      await collectFile(file, mount, chain, walk)
    }
  for (const [key, inner] of Object.entries(value))
    await collectIncludes(inner, [...mount, key], chain, walk, depth + 1)
}

/** As much of a file as tells where something is said. */
export type ConfigPart = Omit<ConfigFile, 'text'>

/** A place in one of the files. */
export interface Holder<F extends ConfigPart = ConfigFile> {
  readonly file: F
  /** The path of keys in the file. */
  readonly at: readonly string[]
  /** What stands there in this file alone. */
  readonly value: unknown
}

/** Where something is said of a key, weakest first; an object with nothing but an include in it says nothing itself. */
export const holdersOf = <F extends ConfigPart>(
  files: readonly F[],
  key: readonly string[],
): readonly Holder<F>[] =>
  files.flatMap((file): readonly Holder<F>[] => {
    if (file.mount.length > key.length || file.mount.some((part, index) => part !== key[index])) return []
    const at = key.slice(file.mount.length)
    const value = valueAt(file.value, at)
    const isOnlyInclude = isMapping(value) && Object.keys(value).join() === INCLUDE
    return value === undefined || isOnlyInclude ? [] : [{ file, at, value }]
  })

const valueAt = (value: unknown, at: readonly string[]): unknown =>
  at.reduce<unknown>((inner, key) => (isMapping(inner) ? own(inner, key) : undefined), value)
