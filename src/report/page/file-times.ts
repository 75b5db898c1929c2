import type { ReportFinding } from '../schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { isMoment } from './moments.js'

/**
 * When the first file that a finding rests on was last changed, in Unix milliseconds, as far as any fact says so; null
 * otherwise. Where nobody knows since when something is so, it is so no longer than that.
 */
export const lastChangedOf = ({ evidence }: ReportFinding, { facts }: SealedReport): number | null => {
  const path = evidence.flatMap((each) => (each.kind === 'file' ? [each.path] : []))[0]
  if (path === undefined) return null
  for (const { value } of facts) {
    const at = changedIn(value, path)
    if (at !== null) return at
  }
  return null
}

/** A fact tells of a file as the ports do: its real path beside its time. */
const changedIn = (value: unknown, path: string): number | null => {
  if (typeof value !== 'object' || value === null) return null
  if ('realPath' in value && value.realPath === path && 'mtimeMs' in value && isMoment(value.mtimeMs))
    return value.mtimeMs
  for (const inner of Object.values(value)) {
    const at = changedIn(inner, path)
    if (at !== null) return at
  }
  return null
}
