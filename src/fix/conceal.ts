const HIDDEN = '[hidden]'

/** What stands in a secret's place already, e.g. `[anthropic-oauth-access 3f2a9c]`. */
const MARKER = /^["']\[[\w-]+(?: [\w-]+)*\]["']$/

const NAMES =
  '(?:token|secret|password|passwd|passphrase|key|auth|authorization|credential|cookie|access|refresh|jwt|bearer)s?'
const TEXT = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\d[\d.]*`
const NAMED_SECRET = new RegExp(`((?:${NAMES})["']?\\s{0,8}:\\s{0,8})(${TEXT})`, 'gi')

const WORD = /[\p{L}\p{N}_+/=~.:@%$-]{12,}/gu
/** What words, model names, ids, versions, dates and times are put together from, and random text is not. */
const PART =
  /^(?:\d{1,16}|\d{1,4}\p{Ll}{1,3}|\d\dT\d\d|\d{2,3}Z|\p{Lo}{1,20}|\p{Ll}{1,20}\d{0,4}|\p{Lu}{1,20}\d{0,4}|\p{Lu}?\p{Ll}{1,15}(?:\p{Lu}\p{Ll}{1,15}){0,4}\d{0,4})$/u

const isReadable = (word: string): boolean =>
  word.split(/[^\p{L}\p{N}]+/u).every((part) => part === '' || PART.test(part))

/**
 * A file's text as it may stand around a change of it, where the secrets that are known have been taken out already.
 * A file holds more secrets than anybody here knows of: hidden is every text under a name such as `token`, and every
 * word that nobody could have made up by himself.
 */
export const conceal = (text: string): string =>
  text
    .replaceAll(NAMED_SECRET, (whole, name: string, value: string) =>
      MARKER.test(value) || value.length === 2 ? whole : `${name}"${HIDDEN}"`,
    )
    .replaceAll(WORD, (word) => (isReadable(word) ? word : HIDDEN))
