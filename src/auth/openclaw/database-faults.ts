import { kindOf, type OpenclawDatabase } from './database.js'
import { KNOWN_LAYOUT } from './read-rows.js'

/** What is in the way of a database as a whole. */
export type DatabaseFault =
  | 'denied'
  | 'folder'
  | 'danglingLink'
  | 'readFailed'
  | 'notDatabase'
  | 'busy'
  | 'unknownLayout'
  | 'newerLayout'
  | 'unparseable'
  | 'wrongShape'

const FAULT = {
  denied: 'denied',
  folder: 'folder',
  'dangling-link': 'danglingLink',
  failed: 'readFailed',
  'not-a-database': 'notDatabase',
  busy: 'busy',
  'unknown-layout': 'unknownLayout',
  unparseable: 'unparseable',
  'wrong-shape': 'wrongShape',
} as const satisfies Record<Exclude<OpenclawDatabase['reading']['state'], 'ok'>, DatabaseFault>

/** Null where all of it was read, in a layout that is known. */
export const databaseFault = (database: OpenclawDatabase): DatabaseFault | null => {
  const { reading } = database
  if (reading.state !== 'ok') return FAULT[reading.state]
  return reading.layout !== null && reading.layout > KNOWN_LAYOUT[kindOf(database)] ? 'newerLayout' : null
}

/** Those that say nothing of the credentials themselves: OpenClaw may read them all the same. */
const HARMLESS: readonly DatabaseFault[] = ['busy', 'newerLayout', 'unknownLayout']

export const isHarmless = (fault: DatabaseFault): boolean => HARMLESS.includes(fault)
