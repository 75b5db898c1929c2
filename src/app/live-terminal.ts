import type { LiveTerminal } from '../engine/live-list.js'

/** Where progress is drawn: on a terminal that can move its cursor, and nowhere else. */
export const liveTerminal = (stream: NodeJS.WriteStream): LiveTerminal | null =>
  stream.isTTY && process.env.TERM !== 'dumb' ? { stream, rows: stream.rows || 24 } : null
