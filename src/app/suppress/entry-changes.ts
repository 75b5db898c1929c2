import type { Change, Value } from '../../contract/index.js'
import type { Suppression } from '../../engine/policy/suppressions.js'
import { parseJson } from '../../json/parse.js'
import type { LoadedConfig } from '../doctor-config/find-config.js'

/** An entry as it is written: nothing is undefined. */
export type Entry = { readonly [K in keyof Suppression]: Exclude<Suppression[K], undefined> }

/** Writes an entry where it belongs: in the place of one for the same finding, or after all others. */
export const entryChanges = (path: string, loaded: LoadedConfig | null, entry: Entry): readonly Change[] => {
  const value = entry as Readonly<Record<string, Value>>
  if (loaded === null)
    return [{ op: 'write', path, before: 'absent', after: { json: { suppressions: [value] } }, mode: 0o600 }]
  const { suppressions = [] } = loaded.config
  const place = suppressions.findIndex(({ fingerprint }) => fingerprint === entry.fingerprint)
  if (place >= 0 && JSON.stringify(suppressions[place]) === JSON.stringify(entry)) return []
  const edit =
    place >= 0
      ? { at: ['suppressions', String(place)], set: value }
      : { at: ['suppressions'], set: [...(suppressions as readonly Value[]), value] }
  const dialect = parseJson(loaded.text).state === 'ok' ? 'json' : 'json5'
  return [{ op: 'patch', path, dialect, before: { sha256: loaded.sha256 }, edits: [edit] }]
}
