import type { Agent } from '../../plugins/clawdbot/facts/agents.js'
import { isMapping, type Mapping } from '../auth/mapping.js'
import type { ProbeFs } from '../contract/index.js'
import { parseJson } from '../json/parse.js'
import { Refusal } from './refusal.js'

/** An agent's own store file as it is now, with every field of it. It holds secrets in the clear: never show it. */
export interface OwnStore {
  readonly path: string
  /** Null where there is no file yet. */
  readonly sha256: string | null
  /** Empty where there is no file yet. */
  readonly document: Mapping
}

/** Reads the file to be changed. Throws a {@link Refusal} for one that is there and cannot be read as a store. */
export const readOwnStore = async (fs: ProbeFs, { id, storePath: path }: Agent): Promise<OwnStore> => {
  const found = await fs.readText(path)
  if (found.state === 'absent') return { path, sha256: null, document: {} }
  const parsed = found.state === 'ok' ? parseJson(found.text) : null
  if (found.state === 'ok' && parsed?.state === 'ok' && isMapping(parsed.value))
    return { path, sha256: found.sha256, document: parsed.value }
  throw new Refusal(
    'STORE_UNREADABLE',
    `The store of agent ${id} could not be read: ${path}.`,
    'Nothing was changed. Mend the file, or restore it, first.',
  )
}

/** A part of a store that maps ids or providers to something; an empty one where there is none, or something else. */
export const partOf = (document: Mapping, name: string): Mapping => {
  const part = Object.hasOwn(document, name) ? document[name] : undefined
  return isMapping(part) ? part : {}
}
