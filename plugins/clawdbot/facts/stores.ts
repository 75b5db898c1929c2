import { isMapping } from '../../../src/auth/mapping.js'
import { parseStore } from '../../../src/auth/parse-store.js'
import { pathOf } from '../../../src/auth/paths.js'
import { type AuthStore, EMPTY_STORE, type StoreReading } from '../../../src/auth/store.js'
import { sealText } from '../../../src/auth/token-kind.js'
import { keptCopy, withLateText } from '../../../src/contract/data-copy.js'
import {
  defineFact,
  type FileStat,
  type ProbeContext,
  type ReadResult,
  type Seal,
  type Secret,
  type StatResult,
  type Unavailable,
} from '../../../src/contract/index.js'
import { parseJson } from '../../../src/json/parse.js'
import { type Agent, agents } from './agents.js'

/** One agent's own store file, as it is on the disk. What it inherits is not in it. */
export interface AgentStore {
  readonly agent: Agent
  readonly reading: Exclude<StoreReading, { state: 'ok' }> | Unavailable | { readonly state: 'ok' }
  /** Empty where it could not be read. */
  readonly store: AuthStore
  /** Of the file, and of its folder; null where there is none to look at. */
  readonly file: (FileStat & { readonly sha256: string }) | null
  readonly folder: FileStat | null
  /** Whether this process could replace the file. */
  readonly writable: boolean
  /** Keys in the agent's `models.json`, by provider. */
  readonly modelKeys: Readonly<Record<string, Secret>>
}

export const stores = defineFact({
  id: 'clawdbot/stores',
  needs: { agents },
  collect: async (context, { agents }): Promise<readonly AgentStore[]> =>
    Promise.all(agents.map((agent) => readStore(agent, context))),
})

/** What is asked about a store, for which the answers need not be there yet. */
interface Asked {
  readonly found: Promise<ReadResult>
  readonly folder: Promise<StatResult>
  readonly writable: Promise<boolean>
  readonly models: Promise<ReadResult>
}

/** After each fix every store is asked about again. Where the very same promises come back, nothing can have changed. */
const readStore = (agent: Agent, { fs, platform, seal }: ProbeContext): Promise<AgentStore> => {
  const asked: Asked = {
    found: fs.readText(agent.storePath),
    folder: fs.stat(agent.dir),
    writable: fs.writable(agent.dir),
    models: fs.readText(pathOf(platform).join(agent.dir, 'models.json')),
  }
  const { told } = rememberedIn(seal)
  const before = told.get(asked.found)
  if (before !== undefined && isSame(before, { ...asked, agent })) return before.store
  const { found: _, ...others } = asked
  const store = readAnew(agent, asked, { fs, seal })
  told.set(asked.found, { ...others, agent, store })
  return store
}

const readAnew = async (
  agent: Agent,
  asked: Asked,
  { fs, seal }: Pick<ProbeContext, 'fs' | 'seal'>,
): Promise<AgentStore> => {
  const [found, folder, writable, models] = await Promise.all([
    asked.found,
    asked.folder,
    asked.writable,
    asked.models,
  ])
  const stat = found.state === 'ok' || found.state === 'absent' ? null : await fs.stat(agent.storePath)
  return keptCopy(describe({ agent, found, stat, folder, writable, models }, seal))
}

/** All that is found out about a store. */
interface Looks {
  readonly agent: Agent
  readonly found: ReadResult
  /** Of a file that is there and cannot be read; null where there is no need to look. */
  readonly stat: StatResult | null
  readonly folder: StatResult
  readonly writable: boolean
  readonly models: ReadResult
}

const describe = ({ agent, found, stat, folder, writable, models }: Looks, seal: Seal): AgentStore => {
  const rest = {
    agent,
    folder: folder.state === 'ok' ? folder : null,
    writable,
    modelKeys: modelKeysIn(models, seal),
  }
  if (found.state !== 'ok') {
    const file = stat?.state === 'ok' ? { ...stat, sha256: '' } : null
    return { ...rest, reading: found, store: EMPTY_STORE, file }
  }
  const parsed = parsedOnce(found, seal)
  const file = isLong(found.text)
    ? { ...found.stat, sha256: found.sha256 }
    : withLateText({ ...found.stat }, 'sha256', () => found.sha256)
  return parsed.state === 'ok'
    ? { ...rest, reading: { state: 'ok' }, store: parsed.store, file }
    : { ...rest, reading: parsed, store: EMPTY_STORE, file }
}

interface Told extends Omit<Asked, 'found'> {
  readonly agent: Agent
  readonly store: Promise<AgentStore>
}

interface Remembered {
  /** By what was read, which is let go of with its text as soon as nobody else has it. */
  readonly told: WeakMap<Promise<ReadResult>, Told>
  /** By the text, or by the hash of a long one, which is not to be kept for this. */
  readonly parsed: Map<string, StoreReading>
}

/** Of each run. */
const ofRun = new WeakMap<Seal, Remembered>()

const rememberedIn = (seal: Seal): Remembered => {
  const known = ofRun.get(seal) ?? { told: new WeakMap(), parsed: new Map() }
  ofRun.set(seal, known)
  return known
}

const isSame = (before: Told, now: Omit<Told, 'store'>): boolean =>
  before.folder === now.folder &&
  before.writable === now.writable &&
  before.models === now.models &&
  isSameAgent(before.agent, now.agent)

const isSameAgent = (one: Agent, other: Agent): boolean =>
  one.id === other.id &&
  one.dir === other.dir &&
  one.storePath === other.storePath &&
  one.isDefault === other.isDefault &&
  one.isMain === other.isMain &&
  one.configured === other.configured &&
  one.found === other.found &&
  one.selected === other.selected

const LONG = 8 * 1024

const isLong = (text: string): boolean => text.length > LONG

/** What a text says does not change. */
const parsedOnce = (found: { readonly text: string; readonly sha256: string }, seal: Seal): StoreReading => {
  const { parsed } = rememberedIn(seal)
  const key = isLong(found.text) ? found.sha256 : found.text
  const before = parsed.get(key)
  if (before !== undefined) return before
  const reading = keptCopy(parseStore(found.text, seal))
  parsed.set(key, reading)
  return reading
}

const modelKeysIn = (found: ReadResult, seal: Seal): AgentStore['modelKeys'] => {
  const parsed = found.state === 'ok' ? parseJson(found.text) : null
  const providers = parsed?.state === 'ok' && isMapping(parsed.value) ? parsed.value.providers : null
  if (!isMapping(providers)) return {}
  return Object.fromEntries(
    Object.entries(providers).flatMap(([id, provider]) => {
      const key = isMapping(provider) ? sealText(provider.apiKey, seal) : null
      return key === null || key.blank ? [] : [[id, key] as const]
    }),
  )
}
