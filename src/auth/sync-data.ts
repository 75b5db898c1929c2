import type { Data, Edit, Value } from '../contract/index.js'
import { isMapping } from './mapping.js'
import type { StoreSync } from './store-sync.js'

/** What a finding carries of a sync, so that a fix can make it without looking at the source again. */
export const syncData = ({ file, profile, from, duplicateOf, edits, initial }: StoreSync): Data => ({
  agent: file.agent.id,
  path: file.agent.storePath,
  profile,
  source: from,
  ...(duplicateOf === null ? {} : { duplicateOf }),
  edits,
  initial,
})

export interface SyncData {
  readonly agent: string
  readonly edits: readonly Edit[]
  readonly initial: Value
}

/** Reads {@link syncData} back; null for data that is not of its shape. */
export const readSyncData = ({ agent, edits, initial }: Data): SyncData | null => {
  if (typeof agent !== 'string' || initial === undefined || !Array.isArray(edits)) return null
  const read = edits.filter(isEdit)
  return read.length === edits.length ? { agent, edits: read, initial } : null
}

const isEdit = (value: Value): value is Edit =>
  isMapping(value) &&
  Array.isArray(value.at) &&
  value.at.every((key) => typeof key === 'string') &&
  (value.set !== undefined || value.remove === true)
