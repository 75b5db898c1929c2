import type { Seal, SqliteRow } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { finite, isMapping, type Mapping } from '../mapping.js'
import { parseStore } from '../parse-store.js'
import { type AuthStore, EMPTY_STORE, type StoreReading } from '../store.js'

/** Whether a database holds what all agents share, or one agent's own. */
export type DatabaseKind = 'shared' | 'agent'

/** The newest layouts that are known here, those of OpenClaw 2026.9.6, by the number in `schema_meta`. */
export const KNOWN_LAYOUT: Readonly<Record<DatabaseKind, number>> = { shared: 18, agent: 23 }

const LAYOUT = "SELECT schema_version AS layout FROM schema_meta WHERE meta_key = 'primary'"

/** What {@link readRows} is to be handed the rows of. The shared profiles had a table of their own before layout 13. */
export const STATEMENTS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  shared: [
    LAYOUT,
    "SELECT value_json AS profiles FROM config_machine_state WHERE state_key = 'authProfiles.store'",
    "SELECT store_json AS profiles FROM auth_profile_stores WHERE store_key = 'shared'",
  ],
  agent: [LAYOUT, "SELECT store_json AS profiles FROM auth_profile_store WHERE store_key = 'primary'"],
}

/**
 * Why a profile is not judged by what it holds. `elsewhere`: it names a place that its secret is read from. `inactive`:
 * somebody began to set it up. `renewing`, `renewalFailed`: its login was taken away to be renewed.
 */
export type ProfileNote = 'elsewhere' | 'inactive' | 'renewing' | 'renewalFailed'

/** `layout` is null where the database does not say it. */
export type RowsReading =
  | {
      readonly state: 'ok'
      readonly layout: number | null
      readonly store: AuthStore
      readonly notes: Readonly<Record<string, ProfileNote>>
    }
  | { readonly state: 'unknown-layout'; readonly layout: number | null }
  | Exclude<StoreReading, { state: 'ok' }>

/** Reads the profiles out of a database's rows. Never throws, and no part of the answer shows a secret. */
export const readRows = (answers: readonly (readonly SqliteRow[] | null)[], seal: Seal): RowsReading => {
  const [about, ...tables] = answers
  const layout = finite(about?.[0]?.layout) ?? null
  if (tables.every((rows) => rows === null)) return { state: 'unknown-layout', layout }
  const written = tables.flatMap((rows) => rows ?? [])[0]?.profiles
  if (written === undefined) return { state: 'ok', layout, store: EMPTY_STORE, notes: {} }
  const text = String(written)
  const parsed = parseJson(text)
  const profiles = parsed.state === 'ok' && isMapping(parsed.value) ? parsed.value.profiles : null
  const raw = isMapping(profiles) ? Object.entries(profiles).filter(isEntry) : []
  const noted = raw.flatMap(([id, profile]) => {
    const note = noteOf(profile)
    return note === null ? [] : [[id, note] as const]
  })
  const reading = parseStore(text, seal)
  if (reading.state !== 'ok') return reading
  const notes = Object.fromEntries(noted)
  const { issues, ...store } = reading.store
  const isJudged = ([, id = '']: readonly string[]): boolean => !Object.hasOwn(notes, id)
  return { state: 'ok', layout, store: { ...store, issues: issues.filter(({ at }) => isJudged(at)) }, notes }
}

const isEntry = (entry: [string, unknown]): entry is [string, Mapping] => isMapping(entry[1])

/** Stands in the place of both tokens while one process renews them, and for good where it failed. */
const FENCE = 'openclaw-oauth-refresh-fence:v1:'

const noteOf = ({ key, token, keyRef, tokenRef, oauthRef, setup, access }: Mapping): ProfileNote | null => {
  if (isMapping(setup)) return 'inactive'
  if ([key, token, keyRef, tokenRef, oauthRef].some(isMapping)) return 'elsewhere'
  if (typeof access !== 'string' || !access.startsWith(FENCE)) return null
  return access.includes(':failed:') ? 'renewalFailed' : 'renewing'
}
