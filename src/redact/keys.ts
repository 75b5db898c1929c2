import { edges } from './edges.js'
import { endOfWhole, type Form, formsOf, isPlain, type Reach, SHORTEST } from './forms.js'

/** How many units a key is made from. */
export const KEY_UNITS = SHORTEST

const FACTOR = 0x01000193
const mixed = (hash: number): number => hash ^ (hash >>> 15)
const plus = (hash: number, unit: number): number => Math.imul(hash ^ unit, FACTOR)

/** Names the six units from `at` on by one 32-bit integer. */
export const keyAt = (units: string, at: number): number => {
  let hash = 0
  for (let index = at; index < at + KEY_UNITS; index += 1) hash = plus(hash, units.charCodeAt(index))
  return mixed(hash)
}

/** Where in a form the key of its start, and that of its end, stands: as late as may be, for many secrets begin alike. */
export const headKeyAt = ({ head }: Form): number => Math.max(0, head - KEY_UNITS)
export const tailKeyAt = ({ units }: Form): number => Math.max(0, units.length - KEY_UNITS)

const codesOf = (digits: string): Uint8Array => Uint8Array.from(digits, (digit) => digit.charCodeAt(0))
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const ALPHABETS = [codesOf(`${LETTERS}+/`), codesOf(`${LETTERS}-_`)]
const CASES = [codesOf('0123456789abcdef'), codesOf('0123456789ABCDEF')]

/** The key of the three bytes before `end`, in hex. */
const hexKey = (text: string, end: number, digits: Uint8Array): number => {
  let hash = 0
  for (let at = end - KEY_UNITS / 2; at < end; at += 1) {
    const byte = text.charCodeAt(at)
    hash = plus(plus(hash, digits[byte >> 4] ?? 0), digits[byte & 15] ?? 0)
  }
  return mixed(hash)
}

/** The key of the six base64 digits before the one numbered `end`, where `before` bytes stand before the text. */
const base64Key = (text: string, end: number, before: number, digits: Uint8Array): number => {
  let hash = 0
  for (let digit = end - KEY_UNITS; digit < end; digit += 1) {
    const bit = digit * 6 - before * 8
    const at = bit >> 3
    const two = (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1)
    hash = plus(hash, digits[(two >> (10 - (bit & 7))) & 63] ?? 0)
  }
  return mixed(hash)
}

/** The same keys as of its forms, without making these: a doctor may know a hundred thousand secrets, and meet none. */
const plainKeys = (text: string): Set<number> => {
  const keys = new Set<number>()
  const { head } = edges(text)
  for (const end of [head, text.length]) {
    keys.add(keyAt(text, end - KEY_UNITS))
    for (const digits of CASES) keys.add(hexKey(text, end, digits))
    for (let before = 0; before < 3; before += 1)
      for (const digits of ALPHABETS) keys.add(base64Key(text, endOfWhole(before + end), before, digits))
  }
  return keys
}

/** Every key under which a searchable text has to be filed, so that it is found in each of its forms, and as it is. */
export const keysOf = (text: string, reach: Reach): ReadonlySet<number> => {
  if (reach === 'usual' && isPlain(text)) return plainKeys(text)
  const keys = new Set([keyAt(text, text.length - KEY_UNITS)])
  for (const form of formsOf(text, reach))
    keys.add(keyAt(form.units, headKeyAt(form))).add(keyAt(form.units, tailKeyAt(form)))
  return keys
}
