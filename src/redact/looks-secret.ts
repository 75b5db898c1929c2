import { isPublicPrefix } from './edges.js'
import { isName } from './vocabulary.js'

const PLACEHOLDER = /^(?:[$<{*[]|%\w{1,40}%|%[a-zA-Z]$|process\.env|import\.meta|your|\.\.\.|…)/i
const PATH = /^(?:~|\.{1,2})?(?:\/[a-z0-9._-]{1,40})+\/?$/
const DATE = /^\d{4}-\d\d-\d\d/
const VERSION = /^[~^v]?\d+\.\d+\.\d+[\w.-]{0,20}$/

/** Without the dots that say that more would follow. */
const shown = (value: string): string => value.replace(/(?:\.\.\.|…)$/, '')

/** A value of someone's own, not a placeholder from a manual. */
export const isFilledIn = (value: string): boolean => {
  const own = shown(value)
  return own !== '' && !PLACEHOLDER.test(own) && !isName(own) && !isPublicPrefix(own)
}

/** A value that may well be a secret: no name, placeholder, path, date, version, address or run of one character. */
export const looksSecret = (value: string): boolean =>
  shown(value).length >= 6 &&
  new Set(value).size >= 3 &&
  isFilledIn(value) &&
  !PATH.test(value) &&
  !DATE.test(value) &&
  !VERSION.test(value) &&
  !value.includes('://')

export const hasSpace = (value: string): boolean => /\s/.test(value)

/** Digits among letters: what random tokens have and ordinary words have not. */
export const looksRandom = (value: string): boolean =>
  looksSecret(value) && /\d/.test(value) && /[A-Za-z]/.test(value)

/** Random, or letters in a mix of cases no word has (`QWxhZGRpbjpv`). */
export const looksEncoded = (value: string): boolean =>
  looksSecret(value) && (looksRandom(value) || (value.match(/[a-z][A-Z]/g)?.length ?? 0) >= 2)

/** HTTP basic authentication: base64 of printable text with a colon in it. */
export const isBasicCredential = (value: string): boolean => {
  const decoded = Buffer.from(value, 'base64').toString('latin1')
  return decoded.includes(':') && !/[^\x20-\x7e\x80-\xff]/.test(decoded)
}
