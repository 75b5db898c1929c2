import { isStrings } from './valid-check.js'
import { isMapping } from './valid-fact.js'

/** True for evidence as the contract has it, of data that was copied before. */
export const isEvidence = (value: unknown): boolean => {
  if (!isMapping(value)) return false
  const { kind, path, line, column, argv, code, name, fact, pointer } = value
  switch (kind) {
    case 'file':
      return typeof path === 'string' && isPlace(line) && isPlace(column)
    case 'command':
      return isStrings(argv) && (code === null || Number.isInteger(code))
    case 'environment':
      return typeof name === 'string'
    case 'value':
      return typeof fact === 'string' && typeof pointer === 'string' && value.value !== undefined
    default:
      return false
  }
}

/** Lines and columns count from 1. */
const isPlace = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)
