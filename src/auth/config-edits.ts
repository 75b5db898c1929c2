import type { Edit, Value } from '../contract/index.js'
import type { AuthConfig } from './config.js'
import { type ConfigFile, type Holder, holdersOf } from './config-files.js'
import { isMapping, own } from './mapping.js'
import { sameProvider } from './provider-id.js'

/** What the config is to say of a profile: `auth.profiles[id]`, and first in its provider's order where there is one. */
export interface ConfigEntry {
  readonly id: string
  readonly provider: string
  readonly mode: string
}

export interface FileEdits {
  readonly file: ConfigFile
  readonly edits: readonly Edit[]
}

/** Why no edit of one file would have the right effect, and which files are concerned. */
export interface NoEdits {
  readonly refuse: 'order-in-several-files' | 'order-is-a-file' | 'included-twice'
  readonly paths: readonly string[]
}

/** Whether a config says all that an entry asks for; else what is missing, in words that follow "afterwards". */
export const entryMissing = (config: AuthConfig, entry: ConfigEntry): string | null => {
  const said = own(config.auth.profiles, entry.id)
  if (said === undefined || !sameProvider(said.provider, entry.provider) || said.mode !== entry.mode)
    return `the config did not hold ${entry.id} as it should`
  const order = configuredOrder(config, entry.provider)
  return order === null || order.ids[0] === entry.id
    ? null
    : `${entry.id} was not first in the config's order`
}

/**
 * The edits that make a config say it, by file. `config` is how the whole of it is understood now. What says the
 * right thing already stays as it is written, `${NAME}` included; an order is never made.
 */
export const configEdits = (
  files: readonly ConfigFile[],
  config: AuthConfig,
  entry: ConfigEntry,
): readonly FileEdits[] | NoEdits => {
  const inOrder = orderEdits(files, config, entry)
  if ('refuse' in inOrder) return inOrder
  const edits = [...profileEdits(files, config, entry), ...inOrder]
  const touched = [...new Set(edits.map(({ file }) => file))]
  const twice = touched.filter(({ path }) => files.filter((file) => file.path === path).length > 1)
  if (twice.length > 0) return { refuse: 'included-twice', paths: twice.map(({ path }) => path) }
  return touched.map((file) => ({
    file,
    edits: edits.filter((each) => each.file === file).map(({ edit }) => edit),
  }))
}

interface PlacedEdit {
  readonly file: ConfigFile
  readonly edit: Edit
}

const PROFILES = ['auth', 'profiles'] as const

const profileEdits = (
  files: readonly ConfigFile[],
  config: AuthConfig,
  { id, provider, mode }: ConfigEntry,
): readonly PlacedEdit[] => {
  const said = own(config.auth.profiles, id)
  const wanted: readonly (readonly [string, string])[] = [
    ...(said !== undefined && sameProvider(said.provider, provider) ? [] : [['provider', provider] as const]),
    ...(said?.mode === mode ? [] : [['mode', mode] as const]),
  ]
  if (wanted.length === 0) return []
  const key = [...PROFILES, id]
  const there = holdersOf(files, key).at(-1)
  if (there !== undefined && isMapping(there.value))
    return wanted.map(([name, set]) => ({ file: there.file, edit: { at: [...there.at, name], set } }))
  const place = there ?? placeFor(files, key)
  return place === null ? [] : [{ file: place.file, edit: { at: place.at, set: { provider, mode } } }]
}

/** The strongest file that has the nearest of a key's parents. */
const placeFor = (files: readonly ConfigFile[], key: readonly string[]): Omit<Holder, 'value'> | null => {
  for (let depth = key.length - 1; depth >= 0; depth--) {
    const holder = holdersOf(files, key.slice(0, depth)).at(-1)
    if (holder !== undefined) return { file: holder.file, at: [...holder.at, ...key.slice(depth)] }
  }
  return null
}

const configuredOrder = (config: AuthConfig, provider: string) => {
  const found = Object.entries(config.auth.order).find(([key]) => sameProvider(key, provider))
  return found === undefined ? null : { key: found[0], ids: found[1] }
}

const orderEdits = (
  files: readonly ConfigFile[],
  config: AuthConfig,
  { id, provider }: ConfigEntry,
): readonly PlacedEdit[] | NoEdits => {
  const order = configuredOrder(config, provider)
  if (order === null || order.ids[0] === id) return []
  const holders = holdersOf(files, ['auth', 'order', order.key])
  const [holder] = holders
  const paths = holders.map(({ file }) => file.path)
  if (holder === undefined || !Array.isArray(holder.value)) return { refuse: 'order-is-a-file', paths }
  if (holders.length > 1) return { refuse: 'order-in-several-files', paths }
  const { file, at, value: written } = holder
  if (at.length === 0) return { refuse: 'order-is-a-file', paths }
  // What is not a text has no place among the ids.
  const places = written.flatMap((item, index) => (typeof item === 'string' ? [index] : []))
  const [kept, ...repeated] = places.filter((_, index) => order.ids[index] === id)
  const others = written.filter((_, index) => index !== kept && !repeated.includes(index)) as readonly Value[]
  return [
    ...repeated.reverse().map((index): Edit => ({ at: [...at, String(index)], remove: true })),
    { at, set: [kept === undefined ? id : (written[kept] as string), ...others] },
  ].map((edit) => ({ file, edit }))
}
