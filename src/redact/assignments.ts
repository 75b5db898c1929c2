import { hasSpace, isFilledIn, looksRandom, looksSecret } from './looks-secret.js'
import { once } from './once.js'
import { findShape, type Shape } from './shape.js'

const KEY_NAME =
  '(?:api|access|auth|secret|private|signing|encryption)[_ -]?key|' +
  '(?:access|refresh|id|auth|bot|oauth|session|bearer|api|device|gateway)[_ -]?token|' +
  '(?:client|app|webhook|signing)[_ -]?secret'
const PASSWORD_NAME = 'pass(?:word|wd|phrase)'
const SHORT_NAME = '\\b(?:token|access|refresh|secret)'
const VARIABLE_NAME = '(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)'

const SIGN = '\\s{0,3}[:=]>?\\s{0,3}'
const OPEN = '\\\\?["\']'
/** Up to the quote that closes it; in text that is itself JSON-escaped, up to the escaped quote. */
const QUOTED =
  `(?:(?<=\\\\["'])[^"'\\\\\\n]{6,}|(?<=(?<!\\\\)")(?:[^"\\\\\\n]|\\\\[^\\n]){6,}|` +
  `(?<=(?<!\\\\)')(?:[^'\\\\\\n]|\\\\[^\\n]){6,})`
const BARE = '[^\\s"\'`,;&<>(){}\\[\\]|\\\\]{6,}'

const quoted = (name: string): RegExp =>
  new RegExp(`(?<lead>(?:${name})(?:${OPEN})?${SIGN}${OPEN})${QUOTED}`, 'gi')
const bare = (name: string, sign: string, flags: string): RegExp =>
  new RegExp(`(?<lead>(?:${name})${sign})${BARE}`, flags)

/** The id under which all of these are counted and marked. */
export const ASSIGNED = 'assigned-secret'
const id = ASSIGNED
const isToken = (value: string): boolean => looksSecret(value) && !hasSpace(value)
const isLongToken = (value: string): boolean =>
  value.length >= 20 && looksRandom(value) && /^[\w.~+/=-]+$/.test(value)

const quotedShapes = once((): readonly Shape[] => [
  { id, pattern: quoted(KEY_NAME), accepts: isToken },
  { id, pattern: quoted(PASSWORD_NAME), accepts: looksSecret },
  { id, pattern: quoted(SHORT_NAME), accepts: isLongToken },
  {
    id,
    pattern: new RegExp(`(?<lead>${VARIABLE_NAME}(?:${OPEN})?${SIGN}${OPEN})${QUOTED}`, 'g'),
    accepts: isToken,
  },
])

/** How each of these names ends, and what follows it. */
export const ASSIGNMENT_HINT =
  /(?:key|token|secret|pass(?:word|wd|phrase)|access|refresh)\w{0,64}(?:\\?["'])?\s{0,3}[:=]|-(?:token|key|secret|password)\s|[?&][\w-]{0,32}(?:sig|signature|jwt|pass|pwd|auth)=|:\/\/hooks\.|\/webhook/i

/** A line of a file of variables, or of a unit: its value goes to the end, whatever signs are in it. */
const wholeLine = (): RegExp =>
  new RegExp(
    `(?<lead>^[ \\t]*(?:export |Environment=)?\\w{0,64}${VARIABLE_NAME}\\w{0,64}=)[^\\s"'\`\\[]\\S{5,}$`,
    'gm',
  )

const QUERY_NAME =
  '(?:[\\w-]{0,32}[_-])?(?:token|secret|sig|signature|jwt|auth|pass|pwd|password|api_?key|access_?key|key)'
const query = (): RegExp => new RegExp(`(?<lead>[?&]${QUERY_NAME}=)[^\\s"'\`&#<>\\\\]{6,}`, 'gi')
/** An address that lets anybody who knows it write: what follows is its secret. */
const HOOK =
  /(?<lead>:\/\/(?:hooks\.(?!slack\.com\/)[^\s/"'<>]{1,128}\/|[^\s/"'<>]{1,128}\/webhook\w{0,8}\/))[\w/@.-]{16,}/gi

/** `apiKey: "…"`, `ANTHROPIC_API_KEY=…`, `"access_token": "…"`, `?api_key=…`, `--token …`. */
export const assignments = once((): readonly Shape[] => [
  ...quotedShapes(),
  { id, pattern: bare(`${KEY_NAME}|${PASSWORD_NAME}`, SIGN, 'gi'), accepts: looksRandom },
  { id, pattern: bare(SHORT_NAME, SIGN, 'gi'), accepts: isLongToken },
  { id, pattern: wholeLine(), accepts: looksRandom },
  { id, pattern: query(), accepts: isFilledIn },
  { id, pattern: HOOK, accepts: looksRandom },
  { id, pattern: bare(VARIABLE_NAME, '=', 'g'), accepts: isToken },
  {
    id,
    pattern: bare('(?<![\\w-])--(?:[a-z]{1,20}-){0,3}(?:token|key|secret|password)', '(?:=|\\s{1,3})', 'g'),
    accepts: looksRandom,
  },
])

/** True where a document's key may say that texts under it are secrets. */
export const namesSecret = (key: string): boolean => ASSIGNMENT_HINT.test(`${JSON.stringify(key)}:`)

/** True where a document's key says that its value, a text, is a secret. */
export const isAssignedSecret = (key: string, value: string): boolean => {
  const line = `${JSON.stringify(key)}: ${JSON.stringify(value)}`
  return ASSIGNMENT_HINT.test(line) && quotedShapes().some((shape) => findShape(shape, line, 0).length > 0)
}
