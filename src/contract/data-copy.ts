import type { Secret } from './secret.js'
import type { Value } from './value.js'

/** True for a secret, whichever process or module copy made it. */
export const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' &&
  value !== null &&
  'equals' in value &&
  typeof value.equals === 'function' &&
  'toJSON' in value &&
  typeof value.toJSON === 'function' &&
  isNamed(value)

/** Without asking for the pseudonym where a class works it out: of most secrets nobody ever wants to know it. */
const isNamed = (value: object): boolean => {
  const own = Object.getOwnPropertyDescriptor(value, 'pseudonym')
  return own !== undefined && 'value' in own ? typeof own.value === 'string' : 'pseudonym' in value
}

const DEEPEST = 64
const KEYS_SHOWN = 6

class NotData extends Error {
  constructor(readonly at: string) {
    super(`not JSON data at ${at}`)
  }
}

const pointer = (path: readonly string[]): string =>
  path.length > KEYS_SHOWN
    ? `/${path.slice(0, KEYS_SHOWN).join('/')}/…`
    : path.map((key) => `/${key}`).join('')

/** Where the walk is: the keys that lead to a value, and the values that it lies in. */
interface Walk {
  readonly path: string[]
  readonly around: object[]
}

const copied = (value: unknown, walk: Walk): Value => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const { path, around } = walk
  if (typeof value !== 'object' || around.includes(value) || around.length > DEEPEST)
    throw new NotData(pointer(path))
  if (isSecret(value) || isKept(value)) return value
  around.push(value)
  const copy = Array.isArray(value) ? copiedList(value, walk) : copiedObject(value, walk)
  around.pop()
  return Object.freeze(copy)
}

/** Copies that were made to be used again. */
const kept = new WeakSet<object>()

const isKept = (value: object): value is Extract<Value, object> => Object.isFrozen(value) && kept.has(value)

interface LateText {
  readonly key: string
  readonly get: () => string
}

const lateTexts = new WeakMap<object, LateText>()

const addLate = (object: object, late: LateText): void => {
  Object.defineProperty(object, late.key, { get: late.get, enumerable: true })
  lateTexts.set(object, late)
}

/**
 * Puts a text into an object, and into its copies, that is worked out when it is read first: for one that takes long and
 * that hardly anybody reads. It must never change.
 */
export const withLateText = <T extends object, K extends string>(
  object: T,
  key: K,
  work: () => string,
): T & { readonly [_ in K]: string } => {
  let text: string | undefined
  const get = (): string => {
    text ??= work()
    return text
  }
  addLate(object, { key, get })
  return object as T & { readonly [_ in K]: string }
}

const copiedList = (list: readonly unknown[], walk: Walk): Value[] =>
  Array.from(list, (inner, index) => copiedAt(inner, `${index}`, walk))

const copiedObject = (value: object, walk: Walk): { readonly [key: string]: Value } => {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new NotData(pointer(walk.path))
  const copy: { [key: string]: Value } = {}
  const late = lateTexts.get(value)
  for (const key of Object.keys(value)) {
    if (key === late?.key) {
      addLate(copy, late)
      continue
    }
    const inner: unknown = value[key as keyof typeof value]
    if (inner === undefined) continue
    const member = copiedAt(inner, key, walk)
    // To set this one would give the copy another prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: member, enumerable: true })
    else copy[key] = member
  }
  return copy
}

const copiedAt = (inner: unknown, key: string, walk: Walk): Value => {
  walk.path.push(key)
  const copy = copied(inner, walk)
  walk.path.pop()
  return copy
}

/**
 * A frozen copy of JSON with secret leaves, without its undefined members; or where it stops being that
 * (`/profiles/3`, or `` for itself). What reads a copy cannot be surprised by what the original does later, and
 * cannot spoil it for others. Throws what the value throws when it is looked at.
 */
export const copyOf = (value: unknown): { readonly copy: Value } | { readonly invalidAt: string } => {
  try {
    return { copy: copied(value, { path: [], around: [] }) }
  } catch (error) {
    if (error instanceof NotData) return { invalidAt: error.at }
    throw error
  }
}

/** Where a value stops being JSON with secret leaves, as {@link copyOf} says it, or null where it never does. */
export const invalidAt = (value: unknown): string | null => {
  const read = copyOf(value)
  return 'invalidAt' in read ? read.invalidAt : null
}

/**
 * A frozen copy, like {@link copyOf}'s, that is not copied again: for what a fact goes on telling as long as it finds the
 * same on the disk. Throws a TypeError for what is not JSON with secret leaves.
 */
export const keptCopy = <T extends object>(value: T): T => {
  const read = copyOf(value)
  if ('invalidAt' in read) throw new TypeError(`not JSON data at ${read.invalidAt}`)
  kept.add(read.copy as object)
  return read.copy as T
}
