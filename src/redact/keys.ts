import { edges } from './edges.js'
import { type Form, formsOf, isPlain, SHORTEST } from './forms.js'

/** How many units a key is made from. */
export const KEY_UNITS = SHORTEST

const FACTOR = 0x01000193
/** Spreads what differs over all bits: texts of few signs would otherwise have keys that end alike. */
const mixed = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return spread ^ (spread >>> 13)
}
/** Alike for what two spellings of one encoding write differently: hex in either case, base64 in either alphabet. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, unit) =>
  unit === 0x2d ? 0x2b : unit === 0x5f ? 0x2f : unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit,
)
const plus = (hash: number, unit: number): number => Math.imul(hash ^ (FOLDED[unit] ?? unit), FACTOR)

/** Names the six units from `at` on by one 32-bit integer. */
export const keyAt = (units: string, at: number): number => {
  let hash = 0
  for (let index = at; index < at + KEY_UNITS; index += 1) hash = plus(hash, units.charCodeAt(index))
  return mixed(hash)
}

/** Where in a form the key of its start, and that of its end, stands: as late as may be, for many secrets begin alike. */
export const headKeyAt = ({ head }: Form): number => Math.max(0, head - KEY_UNITS)
export const tailKeyAt = ({ units }: Form): number => Math.max(0, units.length - KEY_UNITS)

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const foldedCodes = (digits: string): Uint8Array =>
  Uint8Array.from(digits, (digit) => FOLDED[digit.charCodeAt(0)] ?? 0)
const BASE64 = foldedCodes(LETTERS)
const HEX = foldedCodes('0123456789abcdef')

/** The key of the last three bytes, in hex. */
const hexKey = (low: number): number => {
  let hash = 0
  for (let shift = 20; shift >= 0; shift -= 4)
    hash = Math.imul(hash ^ (HEX[(low >> shift) & 15] ?? 0), FACTOR)
  return mixed(hash)
}

/** The key of six base64 digits: two that `high` ends with, and the four of `low`. */
const base64Key = (high: number, low: number): number => {
  let hash = Math.imul(BASE64[(high >> 6) & 63] ?? 0, FACTOR)
  hash = Math.imul(hash ^ (BASE64[high & 63] ?? 0), FACTOR)
  for (let shift = 18; shift >= 0; shift -= 6)
    hash = Math.imul(hash ^ (BASE64[(low >> shift) & 63] ?? 0), FACTOR)
  return mixed(hash)
}

/**
 * Of six bytes, in two times 24 bits: in hex, and in base64, whose last whole digit ends with the last byte or two or
 * four bits before its end: one of them for each number of bytes that may stand before the text.
 */
const giveEncodedKeys = (high: number, low: number, give: (key: number) => void): void => {
  give(hexKey(low))
  give(base64Key(high, low))
  give(base64Key(high >> 2, ((high & 3) << 22) | (low >> 2)))
  give(base64Key(high >> 4, ((high & 15) << 20) | (low >> 4)))
}

/** The same keys as of its forms, without making these: a doctor may know a hundred thousand secrets, and meet none. */
const givePlainKeys = (text: string, give: (key: number) => void): void => {
  const { length } = text
  const { head, tail } = edges(text)
  for (const end of [head, length]) {
    give(keyAt(text, end - KEY_UNITS))
    const before = (back: number): number => text.charCodeAt(end - back)
    const last = (before(3) << 16) | (before(2) << 8) | before(1)
    giveEncodedKeys((before(6) << 16) | (before(5) << 8) | before(4), last, give)
    // In UTF-16 each second byte is zero; the one after the last is not counted.
    giveEncodedKeys(before(3) << 8, (before(2) << 16) | before(1), give)
  }
  // Read from its end: the last six signs of its first tail, and its first six.
  give(backwardsKey(text, length - tail))
  give(backwardsKey(text, 0))
}

/** Of each text, at most. */
export const MOST_PLAIN_KEYS = 20

const backwardsKey = (text: string, from: number): number => {
  let hash = 0
  for (let at = from + KEY_UNITS - 1; at >= from; at -= 1) hash = plus(hash, text.charCodeAt(at))
  return mixed(hash)
}

/** Gives every key under which a searchable text has to be filed, so that it is found in each of its forms, and as it is. */
export const giveKeys = (text: string, give: (key: number) => void): void => {
  if (isPlain(text)) givePlainKeys(text, give)
  else for (const key of keysOfForms(text)) give(key)
}

const keysOfForms = (text: string): ReadonlySet<number> => {
  const keys = new Set([keyAt(text, text.length - KEY_UNITS)])
  for (const form of formsOf(text))
    keys.add(keyAt(form.units, headKeyAt(form))).add(keyAt(form.units, tailKeyAt(form)))
  return keys
}
