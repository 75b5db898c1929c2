import { finite } from '../mapping.js'

/** One session of `sessions.json`, as it stands there: most of it is none of our business. */
export type SessionEntry = Readonly<Record<string, unknown>>

/** What a patch sets, and what it removes: null. */
export type SessionPatch = Readonly<Record<string, string | number | null>>

/** The fields by which a session departs from its agent's model and order of profiles. */
type Override =
  | 'providerOverride'
  | 'modelOverride'
  | 'authProfileOverride'
  | 'authProfileOverrideSource'
  | 'authProfileOverrideCompactionCount'

export type Overrides = Partial<Record<Override, string | null>>

export const NO_MODEL = { providerOverride: null, modelOverride: null } as const satisfies Overrides

export const NO_PIN = {
  authProfileOverride: null,
  authProfileOverrideSource: null,
  authProfileOverrideCompactionCount: null,
} as const satisfies Overrides

const textIn = (entry: SessionEntry, field: Override): string | null => {
  const value = Object.hasOwn(entry, field) ? entry[field] : undefined
  return typeof value === 'string' ? value.trim() || null : null
}

/** The model a session was switched to; null where it goes by its agent's. */
export const modelOverride = (
  entry: SessionEntry,
): { readonly provider: string | null; readonly model: string } | null => {
  const model = textIn(entry, 'modelOverride')
  return model === null ? null : { provider: textIn(entry, 'providerOverride'), model }
}

/** `auto`: the gateway chose it, and may choose another. `user`: somebody asked for it. */
export interface Pin {
  readonly profile: string
  readonly source: 'user' | 'auto'
}

/** Before pins had a source, those with a compaction count were the gateway's own. */
export const pinOf = (entry: SessionEntry): Pin | null => {
  const profile = textIn(entry, 'authProfileOverride')
  if (profile === null) return null
  const source = textIn(entry, 'authProfileOverrideSource')
  if (source === 'user' || source === 'auto') return { profile, source }
  const counted = finite(entry.authProfileOverrideCompactionCount) !== undefined
  return { profile, source: counted ? 'auto' : 'user' }
}

/** Only what differs from the entry, with the moment it changed; nothing where nothing does. */
export const sessionPatch = (entry: SessionEntry, wanted: Overrides, now: number): SessionPatch => {
  const changed = Object.entries(wanted).filter(([field, value]) =>
    value === null ? Object.hasOwn(entry, field) : entry[field] !== value,
  )
  if (changed.length === 0) return {}
  return { ...Object.fromEntries(changed), updatedAt: Math.max(finite(entry.updatedAt) ?? 0, now) }
}
