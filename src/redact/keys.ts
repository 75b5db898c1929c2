import { edges } from './edges.js'
import { endOfWhole, type Form, formsOf, isPlain, SHORTEST } from './forms.js'

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
const codesOf = (digits: string): Uint8Array => Uint8Array.from(digits, (digit) => digit.charCodeAt(0))
const BASE64 = codesOf(LETTERS)
const HEX = codesOf('0123456789abcdef')

/** A text's bytes in some encoding, as far as its keys need them. */
type ByteAt = (at: number) => number

/** The key of the three bytes before `end`, in hex. */
const hexKey = (byteAt: ByteAt, end: number): number => {
  let hash = 0
  for (let at = end - KEY_UNITS / 2; at < end; at += 1) {
    const byte = byteAt(at)
    hash = plus(plus(hash, HEX[byte >> 4] ?? 0), HEX[byte & 15] ?? 0)
  }
  return mixed(hash)
}

/** The key of the six base64 digits before the one numbered `end`, where `before` bytes stand before the text. */
const base64Key = (byteAt: ByteAt, end: number, before: number): number => {
  let hash = 0
  for (let digit = end - KEY_UNITS; digit < end; digit += 1) {
    const bit = digit * 6 - before * 8
    const at = bit >> 3
    const two = (byteAt(at) << 8) | byteAt(at + 1)
    hash = plus(hash, BASE64[(two >> (10 - (bit & 7))) & 63] ?? 0)
  }
  return mixed(hash)
}

const encodedKeys = (byteAt: ByteAt, end: number, give: (key: number) => void): void => {
  give(hexKey(byteAt, end))
  for (let before = 0; before < 3; before += 1) give(base64Key(byteAt, endOfWhole(before + end), before))
}

/** The same keys as of its forms, without making these: a doctor may know a hundred thousand secrets, and meet none. */
const givePlainKeys = (text: string, give: (key: number) => void): void => {
  const { length } = text
  const { head, tail } = edges(text)
  const utf8 = (at: number): number => (at < length ? text.charCodeAt(at) : 0)
  const utf16 = (at: number): number => (at % 2 === 0 ? utf8(at / 2) : 0)
  for (const end of [head, length]) {
    give(keyAt(text, end - KEY_UNITS))
    encodedKeys(utf8, end, give)
    encodedKeys(utf16, 2 * end - 1, give)
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
