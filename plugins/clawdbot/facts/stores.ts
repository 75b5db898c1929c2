import { isMapping } from '../../../src/auth/mapping.js'
import { parseStore } from '../../../src/auth/parse-store.js'
import { pathOf } from '../../../src/auth/paths.js'
import { type AuthStore, EMPTY_STORE, type StoreReading } from '../../../src/auth/store.js'
import { sealText } from '../../../src/auth/token-kind.js'
import {
  defineFact,
  type FileStat,
  type ProbeContext,
  type Seal,
  type Secret,
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

const readStore = async (agent: Agent, context: ProbeContext): Promise<AgentStore> => {
  const { fs, seal } = context
  const [found, folder, writable, modelKeys] = await Promise.all([
    fs.readText(agent.storePath),
    fs.stat(agent.dir),
    fs.writable(agent.dir),
    readModelKeys(agent, context),
  ])
  const rest = {
    agent,
    folder: folder.state === 'ok' ? folder : null,
    writable,
    modelKeys,
  }
  if (found.state !== 'ok') {
    const stat = found.state === 'absent' ? found : await fs.stat(agent.storePath)
    const file = stat.state === 'ok' ? { ...stat, sha256: '' } : null
    return { ...rest, reading: found, store: EMPTY_STORE, file }
  }
  const parsed = parsedOnce(found, seal)
  const file = { ...found.stat, sha256: found.sha256 }
  return parsed.state === 'ok'
    ? { ...rest, reading: { state: 'ok' }, store: parsed.store, file }
    : { ...rest, reading: parsed, store: EMPTY_STORE, file }
}

/** By the hash of their bytes, for each run. */
const read = new WeakMap<Seal, Map<string, StoreReading>>()

/** What a text says does not change: each fix has every store read again, and most are as they were. */
const parsedOnce = (
  { text, sha256 }: { readonly text: string; readonly sha256: string },
  seal: Seal,
): StoreReading => {
  const ofRun = read.get(seal) ?? new Map<string, StoreReading>()
  read.set(seal, ofRun)
  const parsed = ofRun.get(sha256) ?? parseStore(text, seal)
  ofRun.set(sha256, parsed)
  return parsed
}

const readModelKeys = async (agent: Agent, context: ProbeContext): Promise<AgentStore['modelKeys']> => {
  const found = await context.fs.readText(pathOf(context.platform).join(agent.dir, 'models.json'))
  const parsed = found.state === 'ok' ? parseJson(found.text) : null
  const providers = parsed?.state === 'ok' && isMapping(parsed.value) ? parsed.value.providers : null
  if (!isMapping(providers)) return {}
  return Object.fromEntries(
    Object.entries(providers).flatMap(([id, provider]) => {
      const key = isMapping(provider) ? sealText(provider.apiKey, context.seal) : null
      return key === null || key.blank ? [] : [[id, key] as const]
    }),
  )
}
