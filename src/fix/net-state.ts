import type { FileStat, ProbeFs } from '../contract/index.js'
import type { FileState, FormerFile, NetChange } from './net-change.js'

/**
 * How a path is now: `before`, just as it was; `after`, as the steps left it, or on its way back with a time that is not
 * yet as it was; `other`, where somebody else's work is in it.
 */
export type NetState = 'before' | 'after' | 'other'

/** File systems keep times more finely than a number holds them. */
const SAME_TIME_MS = 1

interface Found {
  readonly stat: FileStat
  /** Null where only its mode was asked for. */
  readonly sha256: string | null
}

export const netState = async (net: NetChange, fs: ProbeFs): Promise<NetState> => {
  const found = await look(net, fs)
  if (found === 'other') return 'other'
  if (isBefore(net.before, found)) return 'before'
  return net.after.some((state) => isLeftAs(state, found)) || isOnItsWayBack(net.before, found)
    ? 'after'
    : 'other'
}

const look = async ({ path, before }: NetChange, fs: ProbeFs): Promise<Found | 'absent' | 'other'> => {
  const isModeOnly = before !== 'absent' && before.content === null
  const found = isModeOnly ? await fs.stat(path) : await fs.readText(path)
  if (found.state === 'absent') return 'absent'
  if (found.state !== 'ok') return 'other'
  const [stat, sha256] = 'text' in found ? [found.stat, found.sha256] : [found, null]
  // It was a real path: whoever put a link there, or on the way there, has moved what it named.
  return stat.realPath === path ? { stat, sha256 } : 'other'
}

/** Why a path in the state `other` is in it, as a sentence that begins with the path. */
export const whyOther = async ({ path }: NetChange, fs: ProbeFs): Promise<string> => {
  const found = await fs.stat(path)
  if (found.state === 'absent') return `${path}: it is gone`
  return found.state === 'dangling-link' || (found.state === 'ok' && found.realPath !== path)
    ? `${path}: it is reached by a link by now`
    : `${path}: something else has changed it since`
}

const isBefore = (before: NetChange['before'], found: Found | 'absent'): boolean => {
  if (before === 'absent' || found === 'absent') return before === found
  return found.stat.mode === before.mode && hasContentOf(before, found) && hasTimeOf(before, found)
}

const hasContentOf = ({ content }: FormerFile, { sha256 }: Found): boolean =>
  content === null || content.sha256 === sha256

const hasTimeOf = ({ content }: FormerFile, { stat }: Found): boolean =>
  content === null || Math.abs(content.mtimeMs - stat.mtimeMs) <= SAME_TIME_MS

/** Permission bits do not tell: Windows keeps none, and a file that was made safer since is none the worse for it. */
const isLeftAs = (state: FileState, found: Found | 'absent'): boolean => {
  if (state === 'absent' || found === 'absent') return state === found
  return state.sha256 === null || found.sha256 === null
    ? state.mode === found.stat.mode
    : state.sha256 === found.sha256
}

/**
 * Content and mode come back at one stroke, and the time after them; a mode of 0 too. With another mode nothing was put
 * back here: an earlier step was, that had changed it, and the step in question was never made.
 */
const isOnItsWayBack = (before: NetChange['before'], found: Found | 'absent'): boolean =>
  before !== 'absent' &&
  before.content !== null &&
  found !== 'absent' &&
  hasContentOf(before, found) &&
  (before.mode === 0 || before.mode === found.stat.mode)
