import { parseStore } from '../../../src/auth/parse-store.js'
import { pathOf, stateDir } from '../../../src/auth/paths.js'
import {
  isBackupName,
  isLegacyAgentFolder,
  type JournalImage,
  journalImages,
  newestOf,
  type StoreBackup,
} from '../../../src/auth/store-backups.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { type AgentStore, stores } from './stores.js'

/** The newest intact earlier state of a store that is broken now; null where none is known. */
export interface BrokenStore {
  readonly agent: string
  readonly backup: StoreBackup | null
  /** Unix milliseconds. */
  readonly seenAt: number
}

/** Looks for earlier states only where a store is there and its content is not one. */
export const storeBackups = defineFact({
  id: 'clawdbot/store-backups',
  needs: { stores },
  collect: async (context, { stores }): Promise<readonly BrokenStore[]> => {
    const broken = stores.filter(
      ({ reading: { state } }) => state === 'unparseable' || state === 'wrong-shape',
    )
    if (broken.length === 0) return []
    const images = await imagesOf(context)
    return Promise.all(
      broken.map(async (store) => {
        const candidates = [...(await copiesOf(store, context)), ...ofStore(images, store)]
        const read = await Promise.all(candidates.map((candidate) => readBackup(candidate, context)))
        return { agent: store.agent.id, backup: newestOf(read.flat()), seenAt: context.now() }
      }),
    )
  },
})

/** Where an earlier state may be; what is not said is found out by reading it. */
type Candidate = Pick<StoreBackup, 'path'> & Partial<Pick<StoreBackup, 'sha256' | 'at'>>

type Located = JournalImage & { readonly file: string }

/** Of every file in every journal of this program. */
const imagesOf = async (context: ProbeContext): Promise<readonly Located[]> => {
  const { fs, platform } = context
  const { join } = pathOf(platform)
  const runs = join(stateDir(context), 'doctor', 'runs')
  const listed = await fs.list(runs)
  if (listed.state !== 'ok') return []
  const found = await Promise.all(
    listed.names.map(async (name) => {
      const journal = await fs.readText(join(runs, name, 'journal.jsonl'))
      return journal.state !== 'ok'
        ? []
        : journalImages(journal.text).map((image) => ({ ...image, file: join(runs, name, image.copy) }))
    }),
  )
  return found.flat()
}

const ofStore = (images: readonly Located[], { agent, file }: AgentStore): readonly Candidate[] =>
  images
    .filter(({ path }) => path === (file?.realPath ?? agent.storePath))
    .map(({ file: path, sha256, at }) => ({ path, sha256, at }))

/** Copies beside the store, and in folders that the gateway has put aside. */
const copiesOf = async (
  { agent: { dir } }: AgentStore,
  { fs, platform }: ProbeContext,
): Promise<readonly Candidate[]> => {
  const { dirname, join } = pathOf(platform)
  const [beside, above] = await Promise.all([fs.list(dir), fs.list(dirname(dir))])
  const paths = [
    ...(beside.state === 'ok' ? beside.names.filter(isBackupName).map((name) => join(dir, name)) : []),
    ...(above.state === 'ok' ? above.names.filter(isLegacyAgentFolder) : []).map((name) =>
      join(dirname(dir), name, 'auth-profiles.json'),
    ),
  ]
  return paths.map((path) => ({ path }))
}

/** None for what is not there any more as it was, or is no store. */
const readBackup = async (
  { path, sha256, at }: Candidate,
  { fs, seal }: ProbeContext,
): Promise<readonly StoreBackup[]> => {
  const found = await fs.readText(path)
  if (found.state !== 'ok' || (sha256 !== undefined && found.sha256 !== sha256)) return []
  const parsed = parseStore(found.text, seal)
  if (parsed.state !== 'ok') return []
  const profiles = Object.keys(parsed.store.profiles)
  return [{ path, sha256: found.sha256, at: at ?? found.stat.mtimeMs, profiles }]
}
