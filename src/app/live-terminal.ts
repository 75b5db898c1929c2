import type { LiveTerminal } from '../engine/live-list.js'
import { wantsPlain } from './plain.js'

/** Where progress is drawn: on a terminal that can move its cursor, and nowhere else; `times` shows those of each. */
export const liveTerminal = (stream: NodeJS.WriteStream, times = false): LiveTerminal | null =>
  stream.isTTY && !wantsPlain(process.env) ? { stream, rows: stream.rows || 24, times } : null
