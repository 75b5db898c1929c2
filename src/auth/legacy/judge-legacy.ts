import type { Unavailable } from '../../contract/index.js'
import type { Profiles } from '../credential.js'
import { fileOf } from '../of-agent.js'
import type { OwnStore } from '../own-store.js'
import { remembered } from '../remembered.js'
import { isStored } from './is-stored.js'
import type { LegacyEntry, LegacyName, LegacyReading } from './parse-legacy.js'

/** A file of an older version that is there. */
export interface LegacyFile {
  /** The agent whose own store takes what is in it. */
  readonly agent: string
  readonly name: LegacyName
  readonly path: string
  /** Of the file's bytes; null where they could not be read. */
  readonly sha256: string | null
  readonly reading: LegacyReading | Exclude<Unavailable, { state: 'absent' | 'dangling-link' | 'folder' }>
}

/** An agent's own store, as far as an import needs to know. */
export interface ImportStore extends OwnStore {
  readonly file: { readonly sha256: string } | null
}

/** What becomes of a file's entries. What is in none of the lists is stored already, or soon inherited. */
export interface JudgedLegacy<S extends ImportStore = ImportStore> {
  readonly file: LegacyFile
  readonly store: S
  /** To be imported. */
  readonly fresh: readonly LegacyEntry[]
  /** Not to be imported: the agent has another credential under that id, and uses it. */
  readonly differing: readonly LegacyEntry[]
  /** Keys of what cannot be imported. */
  readonly odd: readonly string[]
}

/** For example `agent:main/file:auth.json`. */
export const legacySubject = ({ agent, name }: LegacyFile): string => `agent:${agent}/file:${name}`

/**
 * Judges the files of every selected agent, and the main agent's, since all inherit from it. An agent whose store, or
 * the one it inherits from, could not be read is left out. Nothing is due for import that the main agent has, or will
 * have from its own files; those come last, so that by then the others have what is theirs.
 */
export const judgeLegacy = <S extends ImportStore>(
  files: readonly LegacyFile[],
  stores: readonly S[],
): readonly JudgedLegacy<S>[] => judgedIn(files, stores) as readonly JudgedLegacy<S>[]

const judgedIn = remembered((files: readonly LegacyFile[], stores: readonly ImportStore[]) => {
  const main = stores.find(({ agent }) => agent.isMain)
  if (main !== undefined && !isKnown(main)) return []
  const promised: Record<string, LegacyEntry> = {}
  const mainFiles = files
    .filter(({ agent }) => agent === main?.agent.id)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((file) => {
      if (main === undefined) return []
      const judged = judgeFile(file, main, { own: { ...credentialsOf(promised), ...main.store.profiles } })
      for (const entry of judged.fresh) promised[entry.id] = entry
      return [judged]
    })
  const others = files.flatMap((file) => {
    const store = fileOf(stores, file.agent)
    if (store === undefined || store === main || !store.agent.selected || !isKnown(store)) return []
    const inherited = main?.store.profiles ?? {}
    return [judgeFile(file, store, { own: store.store.profiles, inherited, soon: credentialsOf(promised) })]
  })
  return Object.freeze([...others, ...mainFiles])
})

const isKnown = ({ reading }: ImportStore): boolean => reading.state === 'ok' || reading.state === 'absent'

const credentialsOf = (entries: Readonly<Record<string, LegacyEntry>>): Profiles =>
  Object.fromEntries(Object.values(entries).map(({ id, credential }) => [id, credential]))

interface Had {
  readonly own: Profiles
  readonly inherited?: Profiles
  /** What the agent will inherit once the main agent's files are imported. */
  readonly soon?: Profiles
}

const judgeFile = <S extends ImportStore>(
  file: LegacyFile,
  store: S,
  { own, inherited = {}, soon = {} }: Had,
): JudgedLegacy<S> => {
  const { reading } = file
  if (reading.state !== 'ok') return { file, store, fresh: [], differing: [], odd: [] }
  const stored = [own, inherited, soon].flatMap((profiles) => Object.values(profiles))
  const ignored = store.store.issues.flatMap(({ at: [top, id] }) =>
    top === 'profiles' && id !== undefined ? [id] : [],
  )
  const isTaken = (id: string): boolean =>
    Object.hasOwn(own, id) || Object.hasOwn(inherited, id) || ignored.includes(id)
  const left = reading.entries.filter((entry) => !isStored(entry, own, stored))
  return {
    file,
    store,
    fresh: left.filter(({ id }) => !isTaken(id)),
    differing: left.filter(({ id }) => isTaken(id)),
    odd: reading.odd,
  }
}
