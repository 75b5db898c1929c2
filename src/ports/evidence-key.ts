import { randomBytes } from 'node:crypto'
import type { Secret, Value } from '../contract/index.js'
import { isMissing } from './errno.js'
import { keyedHash } from './keyed-hash.js'
import { makeOnce } from './make-once.js'
import { readRegular, withRegular } from './regular-file.js'
import { reveal } from './secret.js'

/** Tells whether two values are the same, secrets included, without telling anything of them: 32 hex digits. */
export type EvidenceHash = (value: Value) => string

/** `malformed`: there is a file, and it holds no key. */
export type EvidenceKey =
  | { readonly state: 'ok'; readonly hash: EvidenceHash }
  | { readonly state: 'absent' | 'unreadable' | 'malformed' }

const BYTES = 32
const WRITTEN = /^[0-9a-f]{64}\n?$/

/** Reads the key by which evidence is hashed. It never leaves here, and nothing is written. Never throws. */
export const readEvidenceKey = async (path: string): Promise<EvidenceKey> => {
  try {
    const text = String(await withRegular(path, (handle, stats) => readRegular(handle, stats, 2 * BYTES + 1)))
    return WRITTEN.test(text)
      ? { state: 'ok', hash: hashWith(Buffer.from(text.slice(0, 2 * BYTES), 'hex')) }
      : { state: 'malformed' }
  } catch (error) {
    return { state: isMissing(error) ? 'absent' : 'unreadable' }
  }
}

/**
 * The same, after making the key where there is none: 32 random bytes, 0600, and of two programs that make one at once
 * both have the first's. Throws a {@link MachineError}.
 */
export const makeEvidenceKey = async (path: string): Promise<EvidenceKey> => {
  const found = await readEvidenceKey(path)
  if (found.state !== 'absent') return found
  await makeOnce(path, `${randomBytes(BYTES).toString('hex')}\n`)
  return readEvidenceKey(path)
}

const hashWith =
  (key: Buffer): EvidenceHash =>
  (value) => {
    const mac = (text: string): string => keyedHash(key, text)
    return mac(`evidence:${canonical(value, (secret) => mac(`secret:${textOf(secret)}`))}`).slice(0, 32)
  }

/** The same for the same data, whatever the order of its keys; a secret can stand for no text and no text for it. */
const canonical = (value: Value | undefined, ofSecret: (secret: Secret) => string): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (isSecret(value)) return `<${ofSecret(value)}>`
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, ofSecret)).join()}]`
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner, ofSecret)}`).join()}}`
}

const isSecret = (value: object): value is Secret => 'equals' in value && typeof value.equals === 'function'

/** One that no seal of this run made has no text to look at. */
const textOf = (secret: Secret): string => {
  try {
    return `text:${reveal(secret)}`
  } catch {
    return `shape:${secret.kind}:${secret.length}`
  }
}
