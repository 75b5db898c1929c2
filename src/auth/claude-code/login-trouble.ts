import type { KeychainResult, Unavailable } from '../../contract/index.js'
import type { ClaudeCredentialReading } from './parse-credentials.js'

/** What reading a credentials file, or the Keychain, can come to. */
export type LoginReading =
  | ClaudeCredentialReading
  | Unavailable
  | Exclude<KeychainResult, { readonly state: 'found' }>

const OF_CONTENT = {
  blanked: 'blanked',
  empty: 'empty',
  'wrong-shape': 'wrongShape',
  unparseable: 'unparseable',
} as const

const OF_FILE = {
  ...OF_CONTENT,
  denied: 'denied',
  folder: 'folder',
  'dangling-link': 'danglingLink',
  'not-text': 'notText',
  failed: 'readFailed',
} as const

const OF_KEYCHAIN = {
  ...OF_CONTENT,
  locked: 'keychainLocked',
  denied: 'keychainDenied',
  timeout: 'keychainTimeout',
  'not-asked': 'keychainNotAsked',
  failed: 'keychainFailed',
} as const

type Named<T extends Readonly<Record<string, string>>> = T[keyof T]

/** What is wrong with a login that is neither found nor missing; each a state of its own. */
export type LoginTrouble = Named<typeof OF_FILE> | Named<typeof OF_KEYCHAIN>

/** Null for a login that was found, and for one that is not there. */
export const troubleOf = (used: 'file' | 'keychain', { state }: LoginReading): LoginTrouble | null => {
  const troubles: Readonly<Record<string, LoginTrouble>> = used === 'file' ? OF_FILE : OF_KEYCHAIN
  return troubles[state] ?? null
}

const WHY_NOT_ASKED = {
  'not-macos': 'only macOS has a Keychain',
  'no-terminal': 'nobody is at a terminal to answer its prompt',
  'not-allowed': 'as --no-keychain says',
} as const

/** What a message needs to tell the trouble; `at` is a path of keys from the document's root. */
export const detailsOf = (reading: LoginReading): Readonly<Record<string, string | number>> => {
  if (reading.state === 'unparseable') return { line: reading.line, column: reading.column }
  if (reading.state === 'wrong-shape') return { at: reading.at.join('.') || 'its beginning' }
  if (reading.state === 'dangling-link') return { target: reading.target }
  if (reading.state === 'not-asked') return { reason: WHY_NOT_ASKED[reading.reason] }
  return 'reason' in reading ? { reason: reading.reason } : {}
}
