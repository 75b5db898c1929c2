import { parseJson } from '../../json/parse.js'
import { finite, isMapping } from '../mapping.js'

/** What a lock's file says of its holder. `startedAt` in Unix milliseconds. */
export interface LockText {
  readonly pid: number | null
  readonly startedAt: number | null
}

/** Null for a text that is not a lock's: whoever was killed while taking it leaves none at all. */
export const readLockText = (text: string): LockText | null => {
  if (text.trim() === '') return { pid: null, startedAt: null }
  const parsed = parseJson(text)
  if (parsed.state !== 'ok' || !isMapping(parsed.value)) return null
  const { pid, startedAt, createdAt } = parsed.value
  if (!Number.isSafeInteger(pid) || Number(pid) <= 0) return null
  const written = finite(startedAt) ?? (typeof createdAt === 'string' ? Date.parse(createdAt) : undefined)
  return { pid: Number(pid), startedAt: finite(written) ?? null }
}
