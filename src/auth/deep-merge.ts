import { isMapping } from './mapping.js'

/** Beyond this a document is not read any further: no config means anything there, and the stack is finite. */
export const DEEPEST = 500

/** Included content below, what includes it on top: arrays are joined, mappings merged, anything else replaced. */
export const deepMerge = (below: unknown, above: unknown, depth = 0): unknown => {
  if (Array.isArray(below) && Array.isArray(above)) return [...below, ...above]
  if (!isMapping(below) || !isMapping(above) || depth > DEEPEST) return above
  const merged = Object.entries(above).map(([key, value]) => [
    key,
    Object.hasOwn(below, key) ? deepMerge(below[key], value, depth + 1) : value,
  ])
  return { ...below, ...Object.fromEntries(merged) }
}
