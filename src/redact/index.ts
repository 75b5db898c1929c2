export { createRedactor, type LedgerEntry, type OutputRedactor, WITHHELD } from './redactor.js'
export type { KnownSecret } from './secret-finder.js'
