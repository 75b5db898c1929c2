import { ASSIGNED, isAssignedSecret } from './assignments.js'
import { markerOf } from './shape.js'

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

const distinct = (key: string, taken: ReadonlySet<string>): string => {
  let name = key
  for (let count = 2; taken.has(name); count += 1) name = `${key} (${count})`
  return name
}

/**
 * Redacts a JSON document as data, so that it stays a document: every text and every key passes `redact`; numbers,
 * booleans, null and undefined stay. Keys that become alike are numbered, so that no entry is lost. A text under a
 * key such as `apiKey` is taken out whole where it looks like a secret and `takenOut` agrees. Objects
 * with a `toJSON` are replaced by what it returns. Throws a TypeError for what JSON cannot hold.
 */
export const redactDocument = (
  value: unknown,
  redact: (text: string) => string,
  takenOut: (value: string) => boolean,
): unknown => {
  const visit = (node: unknown, key: string): unknown => {
    if (typeof node === 'string') {
      const clean = redact(node)
      const assigned = clean === node && isAssignedSecret(key, node) && takenOut(node)
      return assigned ? markerOf(ASSIGNED) : clean
    }
    if (node === null || node === undefined || typeof node === 'number' || typeof node === 'boolean')
      return node
    if (typeof node !== 'object') throw new TypeError('not a JSON value')
    if (Array.isArray(node)) return node.map((item) => visit(item, key))
    if (hasToJson(node)) return visit(node.toJSON(), key)
    const taken = new Set<string>()
    const entries = Object.entries(node).map(([name, child]): [string, unknown] => {
      const clean = distinct(redact(name), taken)
      taken.add(clean)
      return [clean, visit(child, name)]
    })
    return Object.fromEntries(entries)
  }
  return visit(value, '')
}
