import type { SealedSecret } from '../../contract/index.js'
import { ASSIGNED, isAssignedSecret } from '../assignments.js'
import { isChatNumber, isChatRecord, kindByKey } from './personal-keys.js'
import type { PlaceKind } from './pseudonyms.js'
import { isNoSecret, namesPartOfSecret, namesSecret } from './secret-keys.js'

/** How the parts of a document are sealed; `place` is a JSON Pointer into what it becomes. */
export interface DocumentRules {
  /** Whether all that stands under a key that names a secret is one, whatever it looks like. */
  readonly byKey: boolean
  text(text: string, place: string): string
  /** Whether something in it stands in place of a secret. */
  isMarked(text: string): boolean
  secretName(text: string, kind: string): string
  /** Whether this is what a secret is called within the case. */
  isGiven(name: string): boolean
  /** The name of the known secret that is all of a text. */
  wholeSecret(text: string): string | undefined
  nameOf(kind: PlaceKind, original: string): string
  taken(rule: string, name: string, original: string, place: string): void
  failed(place: string): Error
  /** Other keys that a text of somebody's own stands under. */
  readonly personal?: RegExp | undefined
}

const SEALED_KEYS = 'blank,hasWhitespace,kind,length,pseudonym'
const KIND = /^[a-z][a-z0-9-]{0,39}$/
const PSEUDONYM = /^\[(?<kind>[a-z][a-z0-9-]{0,39}) (?<digits>[\da-f]{6,64})\]$/
/** All of a text is what stands in place of something. */
const MARK = /^\[[a-z][a-z0-9-]* [^\s\]]+\]$/

/** A secret as a run has sealed it already. */
const isSealed = (node: object): node is SealedSecret => {
  const { $secret, ...rest } = node as Readonly<Record<string, unknown>>
  if (typeof $secret !== 'object' || $secret === null || Object.keys(rest).length > 0) return false
  const { pseudonym, kind, length, blank, hasWhitespace } = $secret as Readonly<Record<string, unknown>>
  const hasAll = Object.keys($secret).sort().join() === SEALED_KEYS && Number.isSafeInteger(length)
  const isDescribed =
    typeof kind === 'string' && typeof blank === 'boolean' && typeof hasWhitespace === 'boolean'
  return hasAll && isDescribed && typeof pseudonym === 'string' && PSEUDONYM.test(pseudonym)
}

/** No known secret is shorter. */
const FEWEST_BYTES = 6
const isByte = (item: unknown): boolean => Number.isInteger(item) && Number(item) >= 0 && Number(item) < 256

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

const pointer = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

const distinct = (key: string, taken: ReadonlySet<string>): string => {
  let name = key
  for (let count = 2; taken.has(name); count += 1) name = `${key} (${count})`
  return name
}

/**
 * Seals a JSON document as data: every text, every key, and the numbers that stand for people. It keeps its structure;
 * keys that become alike are numbered. What JSON leaves out is left out. Throws for what JSON cannot hold.
 */
export const sealDocument = (value: unknown, rules: DocumentRules): unknown => {
  const named = (kind: PlaceKind, original: string, place: string): string => {
    const name = rules.nameOf(kind, original)
    if (name !== original) rules.taken(kind, name, original, place)
    return name
  }

  const whole = (original: string, place: string): string => {
    const known = rules.wholeSecret(original)
    const name = known ?? rules.secretName(original, ASSIGNED)
    rules.taken(known === undefined ? ASSIGNED : 'known', name, original, place)
    return name
  }

  const isSecretAt = (key: string, original: string): boolean =>
    rules.byKey && namesSecret(key) && !isNoSecret(key, original) && !PSEUDONYM.test(original)

  const text = (node: string, key: string, place: string): string => {
    if (isSecretAt(key, node)) return whole(node, place)
    const clean = rules.text(node, place)
    const kind = kindByKey(key, clean, rules.personal)
    if (kind !== undefined && !MARK.test(clean)) return named(kind, clean, place)
    if (clean !== node || !isAssignedSecret(key, node) || rules.isMarked(node)) return clean
    const name = rules.secretName(node, ASSIGNED)
    rules.taken(ASSIGNED, name, node, place)
    return name
  }

  const number = (node: number, key: string, place: string): number | string => {
    if (!Number.isFinite(node)) throw rules.failed(place)
    const written = String(node)
    if (isSecretAt(key, written)) return whole(written, place)
    if (isChatNumber(key, node)) return Number(named('chat', written, place))
    const name = rules.wholeSecret(written)
    if (name === undefined) return node
    rules.taken('known', name, written, place)
    return name
  }

  const object = (node: object, key: string, place: string): unknown => {
    const taken = new Set<string>()
    return Object.fromEntries(
      Object.entries(node).flatMap(([name, child]): [string, unknown][] => {
        if (child === undefined) return []
        const clean = isChatRecord(key, name) ? named('chat', name, place) : rules.text(name, place)
        const sealed = distinct(clean, taken)
        taken.add(sealed)
        const under = rules.byKey && namesPartOfSecret(name, key) ? key : name
        return [[sealed, visit(child, under, pointer(place, sealed))]]
      }),
    )
  }

  /** Its pseudonym stays where that is its name. A plugin may have written anything into what only looks like one. */
  const secret = ({ $secret }: SealedSecret, place: string): unknown => {
    const { pseudonym, kind } = $secret
    if (!rules.isGiven(pseudonym))
      return { $secret: { ...$secret, pseudonym: rules.secretName(pseudonym, 'opaque'), kind: 'opaque' } }
    const isPlain = KIND.test(kind) && rules.text(kind, place) === kind
    return { $secret: { ...$secret, kind: isPlain ? kind : 'opaque' } }
  }

  /** What stands for a list of bytes that a secret is written in; undefined where there is none. */
  const bytes = (items: readonly unknown[], place: string): string | undefined => {
    if (items.length < FEWEST_BYTES || !items.every(isByte)) return undefined
    const written = items.join(',')
    const clean = rules.text(written, place)
    return clean === written ? undefined : clean
  }

  const visit = (node: unknown, key: string, place: string): unknown => {
    if (typeof node === 'string') return text(node, key, place)
    if (typeof node === 'number') return number(node, key, place)
    if (node === null || typeof node === 'boolean') return node
    if (typeof node !== 'object') throw rules.failed(place)
    if (Array.isArray(node))
      return bytes(node, place) ?? node.map((item, index) => visit(item, key, pointer(place, index)))
    if (hasToJson(node)) return visit(node.toJSON(), key, place)
    if (isSealed(node)) return secret(node, place)
    return object(node, key, place)
  }

  try {
    return visit(value, '', '')
  } catch (cause) {
    // A document that goes on for ever, or whose own methods fail.
    throw cause instanceof Error && cause.name === 'SealingFailed' ? cause : rules.failed('')
  }
}
