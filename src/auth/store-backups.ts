import { isMapping, type Mapping } from './mapping.js'

/** An earlier state of a store that is known to be intact. */
export interface StoreBackup {
  readonly path: string
  readonly sha256: string
  /** When the store was so, in Unix milliseconds. */
  readonly at: number
  /** Ids of the profiles in it. */
  readonly profiles: readonly string[]
}

/** An image of a file that this program changed: `copy` is its name beside the journal. */
export interface JournalImage {
  readonly path: string
  readonly copy: string
  readonly sha256: string
  /** When the file was so, in Unix milliseconds. */
  readonly at: number
}

/**
 * Every state of a file that a journal has an image of, as far as the file was ever so: what was rolled back never
 * was, and what was undone went back to what it had been. Lines that cannot be read tell nothing.
 */
export const journalImages = (journal: string): readonly JournalImage[] => {
  const entries = journal.split('\n').flatMap(entryOf)
  return entries.flatMap((entry) => {
    const { event, step, at, changes } = entry
    if (event !== 'intent' || typeof at !== 'number' || !Array.isArray(changes)) return []
    const last = entries.findLast((other) => other.step === step && other.event !== 'intent')
    return changes.filter(isMapping).flatMap(({ path, before, after }): JournalImage[] => {
      if (typeof path !== 'string') return []
      const undoneAt = last?.event === 'undone' && typeof last.at === 'number' ? last.at : null
      const wasMade = last?.event !== 'rolled-back'
      return [
        ...imageOf(path, before, undoneAt ?? at),
        ...(wasMade && undoneAt === null ? imageOf(path, after, at + AFTERWARDS) : []),
      ]
    })
  })
}

/** Less than a millisecond: only so that what a change left comes after what was there before. */
const AFTERWARDS = 0.5

const imageOf = (path: string, image: unknown, at: number): JournalImage[] =>
  isMapping(image) && typeof image.copy === 'string' && typeof image.sha256 === 'string'
    ? [{ path, copy: image.copy, sha256: image.sha256, at }]
    : []

const entryOf = (line: string): readonly Mapping[] => {
  try {
    const value: unknown = JSON.parse(line)
    return isMapping(value) ? [value] : []
  } catch {
    return []
  }
}

/** Copies of a store that people, editors and the gateway's own migrations leave, by their names. */
export const isBackupName = (name: string): boolean =>
  /^auth-profiles\.json(?:~|\.(?:bak|backup|old|orig)(?:\.\d+)?)$/.test(name)

/** A folder of an agent that the gateway put aside when it moved to another layout. */
export const isLegacyAgentFolder = (name: string): boolean => /^agent\.legacy-\d+$/.test(name)

export const newestOf = (backups: readonly StoreBackup[]): StoreBackup | null =>
  backups.reduce<StoreBackup | null>(
    (newest, backup) => (newest === null || backup.at > newest.at ? backup : newest),
    null,
  )

/** `<store>.broken-<time>`, where the time has nothing that a file's name may not have anywhere. */
export const quarantinePath = (store: string, now: number): string =>
  `${store}.broken-${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}`
