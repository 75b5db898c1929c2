import type { Change, Value } from '../../contract/index.js'
import { STORE_VERSION } from '../parse-store.js'
import type { ImportStore, JudgedLegacy } from './judge-legacy.js'
import type { LegacyEntry } from './parse-legacy.js'

/**
 * What imports a file: first the agent's own store with the profiles it lacks, then the file's removal. A file that
 * holds anything else is kept. Empty where there is nothing to do.
 */
export const importChanges = ({
  file,
  store,
  fresh,
  differing,
  odd,
}: JudgedLegacy): readonly Change[] | { readonly refuse: string } => {
  const { path, sha256, reading } = file
  if (sha256 === null || reading.state !== 'ok') return { refuse: `${path} could not be read again` }
  const removal: Change = { op: 'delete', path, before: { sha256 } }
  const isSpent = differing.length === 0 && odd.length === 0 && reading.entries.length > 0
  return [...(fresh.length > 0 ? [storing(fresh, store)] : []), ...(isSpent ? [removal] : [])]
}

const storing = (entries: readonly LegacyEntry[], { agent, file }: ImportStore): Change => {
  const path = agent.storePath
  const profiles = entries.map(({ id, value }): readonly [string, Value] => [id, value])
  if (file === null) {
    const json = { version: STORE_VERSION, profiles: Object.fromEntries(profiles) }
    return { op: 'write', path, before: 'absent', after: { json }, mode: 0o600, lock: true }
  }
  const edits = profiles.map(([id, set]) => ({ at: ['profiles', id], set }))
  return { op: 'patch', path, dialect: 'json', before: { sha256: file.sha256 }, edits, lock: true }
}
