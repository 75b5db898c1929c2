export {
  createRedactor,
  type KnownSecret,
  type LedgerEntry,
  type OutputRedactor,
  WITHHELD,
} from './redactor.js'
