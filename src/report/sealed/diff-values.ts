import type { ReportDiff } from './diff-schema.js'
import type { Naming } from './naming.js'
import { type Pairs, pairs } from './pairs.js'

type Change = ReportDiff['facts'][number]['changes'][number]
type Json = NonNullable<Change['before']> | null
type Members = { readonly [key: string]: Json }
type Maybe = Json | undefined

const MOST_CHANGES = 100
const LONGEST_VALUE = 1000
/** A fact's value is nowhere as deep; what a stranger nests deeper is compared as a whole. */
const DEEPEST = 100

/** What differs between two values, in the order of the later one; no more than a hundred are told, the rest counted. */
export const changedValues = (
  before: Json,
  after: Json,
  naming: Naming,
): { readonly changes: Change[]; readonly left: number } => {
  const changes: Change[] = []
  let left = 0
  for (const change of walk(before, after, [], naming)) {
    if (changes.length < MOST_CHANGES) changes.push(change)
    else left += 1
  }
  return { changes, left }
}

const isList = (value: Maybe): value is Json[] => Array.isArray(value)
const isMembers = (value: Maybe): value is Extract<Json, Members> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* walk(before: Maybe, after: Maybe, path: readonly string[], naming: Naming): Generator<Change> {
  if (before === undefined) {
    if (after !== undefined) yield { pointer: pointer(path), change: 'added', after: brief(after) }
  } else if (after === undefined) yield { pointer: pointer(path), change: 'removed', before: brief(before) }
  else if (secretIn(before) !== null || secretIn(after) !== null || path.length > DEEPEST) {
    if (text(before, naming) !== text(after, naming)) yield changed(before, after, path)
  } else if (isList(before) && isList(after)) yield* walkList(before, after, path, naming)
  else if (isMembers(before) && isMembers(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)])
    for (const key of keys) yield* walk(own(before, key), own(after, key), [...path, key], naming)
  } else if (text(before, naming) !== text(after, naming)) yield changed(before, after, path)
}

function* walkList(
  before: readonly Json[],
  after: readonly Json[],
  path: readonly string[],
  naming: Naming,
): Generator<Change> {
  const { both, gone, added } = inOrder(before, after, naming)
  for (const [[, was], [index, is]] of both) yield* walk(was, is, [...path, `${index}`], naming)
  for (const [index, is] of added) yield* walk(undefined, is, [...path, `${index}`], naming)
  for (const [index, was] of gone) yield* walk(was, undefined, [...path, `${index}`], naming)
}

type Item = readonly [index: number, value: Json]

/** By what names the items, where something does; otherwise by their places, counted from both ends. */
const inOrder = (before: readonly Json[], after: readonly Json[], naming: Naming): Pairs<Item> => {
  const was = [...before.entries()]
  const is = [...after.entries()]
  const name = NAMES.find((key) => isNamedBy(before, key, naming) && isNamedBy(after, key, naming))
  if (name !== undefined) return pairs(was, is, ([, value]) => String(nameOf(value, name, naming)))
  // Whole texts, not a walk: a walk that looked ahead at every depth would never be done with a stranger's lists.
  const texts = before.map((value) => text(value, naming))
  const others = after.map((value) => text(value, naming))
  const shorter = Math.min(texts.length, others.length)
  let start = 0
  while (start < shorter && texts[start] === others[start]) start += 1
  let end = 0
  while (end < shorter - start && texts.at(-1 - end) === others.at(-1 - end)) end += 1
  const middleWas = was.slice(start, was.length - end)
  const middleIs = is.slice(start, is.length - end)
  return pairs(middleWas, middleIs, ([index]) => `${index}`)
}

const NAMES = ['id', 'name', 'path', 'profileId', 'agentId', 'key', 'provider'] as const

const nameOf = (item: Json, key: string, { comparable }: Naming): string | null => {
  const name = isMembers(item) ? own(item, key) : undefined
  return typeof name === 'string' ? comparable(name) : null
}

const isNamedBy = (items: readonly Json[], key: string, naming: Naming): boolean => {
  const names = items.map((item) => nameOf(item, key, naming))
  return !names.includes(null) && new Set(names).size === names.length
}

const own = (members: Members, key: string): Maybe => (Object.hasOwn(members, key) ? members[key] : undefined)

/** What is known of a secret, where the value is one. */
const secretIn = (value: Json): Members | null => {
  const inside = isMembers(value) ? own(value, '$secret') : undefined
  return isMembers(inside) ? inside : null
}

/** A secret has a name of its own in each case: across cases only what else is known of it counts. */
const text = (value: Json, naming: Naming): string => {
  const secret = secretIn(value)
  if (secret === null || naming.sameCase) return naming.comparable(JSON.stringify(value))
  const { kind, length, blank, hasWhitespace } = secret
  return JSON.stringify({ $secret: { kind, length, blank, hasWhitespace } })
}

const changed = (before: Json, after: Json, path: readonly string[]): Change => ({
  pointer: pointer(path),
  change: 'changed',
  before: brief(before),
  after: brief(after),
})

const pointer = (path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const brief = (value: Json): Json => {
  const whole = JSON.stringify(value)
  if (whole.length <= LONGEST_VALUE) return value
  if (isList(value)) return `a list of ${value.length}`
  if (isMembers(value)) return `an object with ${Object.keys(value).length} members`
  return `${String(value).slice(0, LONGEST_VALUE)}…`
}
