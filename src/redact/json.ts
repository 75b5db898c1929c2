import { ASSIGNED, isAssignedSecret, namesSecret } from './assignments.js'
import { markerOf } from './shape.js'

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

const distinct = (key: string, taken: ReadonlySet<string>): string => {
  let name = key
  for (let count = 2; taken.has(name); count += 1) name = `${key} (${count})`
  return name
}

/** What is done with the parts of a document. */
export interface PartRedaction {
  redact(text: string): string
  /** Whether a text that looks like the secret that its key says it is has to go. */
  takenOut(value: string): boolean
  /**
   * Of objects and lists that JSON has: true only where nothing is taken out of any of them. They stay as they are. Without
   * it, each text is looked at.
   */
  isClear?(node: object): boolean
}

/** Below that, what is asked of the parts of a part takes longer than to look at each text. */
const DEEPEST = 5

/**
 * Redacts a JSON document as data, so that it stays a document: every text and every key passes `redact`; numbers,
 * booleans, null and undefined stay. Keys that become alike are numbered, so that no entry is lost. A text under a
 * key such as `apiKey` is taken out whole where it looks like a secret and `takenOut` agrees. Objects
 * with a `toJSON` are replaced by what it returns. Throws a TypeError for what JSON cannot hold.
 */
export const redactDocument = (
  value: unknown,
  { redact, takenOut, isClear = () => false }: PartRedaction,
): unknown => {
  const visit = (node: unknown, key: string, depth: number): unknown => {
    if (typeof node === 'string') {
      const clean = redact(node)
      const assigned = clean === node && isAssignedSecret(key, node) && takenOut(node)
      return assigned ? markerOf(ASSIGNED) : clean
    }
    if (node === null || node === undefined || typeof node === 'number' || typeof node === 'boolean')
      return node
    if (typeof node !== 'object') throw new TypeError('not a JSON value')
    // What its key says of the texts of a list does not stand in the list.
    if (depth < DEEPEST && !(Array.isArray(node) && namesSecret(key)) && isClear(node)) return node
    if (Array.isArray(node)) return node.map((item) => visit(item, key, depth + 1))
    if (hasToJson(node)) return visit(node.toJSON(), key, depth + 1)
    const taken = new Set<string>()
    const entries = Object.entries(node).map(([name, child]): [string, unknown] => {
      const clean = distinct(redact(name), taken)
      taken.add(clean)
      return [clean, visit(child, name, depth + 1)]
    })
    return Object.fromEntries(entries)
  }
  return visit(value, '', 0)
}
