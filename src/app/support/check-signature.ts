import {
  expectSigned,
  publicKeyLine,
  Refused,
  readPublicKey,
  readSignature,
  type VerifyingKey,
} from '../../archive/index.js'
import { MachineError } from '../../ports/machine-error.js'
import { readNamedInput, STANDARD_INPUT } from '../../ports/named-input.js'
import type { VerifyDocument } from '../../report/verify-schema.js'
import { shownText } from '../plugins/printable-text.js'
import { Refusal } from '../refusal.js'
import { inputBytes } from './load-report.js'

const SIGNATURE_BYTES = 32 * 1024
const KEY_BYTES = 4 * 1024

/** The public key that the user named, by itself or by its file. Throws a {@link Refusal}. */
export const namedKey = async (named: string): Promise<VerifyingKey> => {
  try {
    return readPublicKey(named)
  } catch {
    // Then it is the name of a file.
  }
  const text = (await inputBytes(named, KEY_BYTES, 'public key')).toString('utf8')
  try {
    return readPublicKey(text)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refusal(
      'BAD_KEY',
      `${named} cannot be used: ${error.message}.`,
      'Name a key, RW…, or its file.',
    )
  }
}

/** The text of the signature of a report: the file that is named, else the one beside it; null where there is none. */
export const signatureOf = async (report: string, named: string | null): Promise<string | null> => {
  if (named !== null) return (await inputBytes(named, SIGNATURE_BYTES, 'signature')).toString('utf8')
  if (report === STANDARD_INPUT) return null
  const path = `${report}.minisig`
  try {
    return (await readNamedInput(path, SIGNATURE_BYTES))?.toString('utf8') ?? ''
  } catch (error) {
    if (error instanceof MachineError && error.code === 'absent') return null
    const why = error instanceof MachineError ? error.message : path
    throw new Refusal('UNREADABLE', `The signature cannot be read: ${why}.`, 'Name it by --signature FILE.')
  }
}

type Checked = Omit<VerifyDocument['signature'], 'required'>

export interface SignatureQuestion {
  readonly bytes: Uint8Array
  /** The text of the signature file. */
  readonly text: string | null
  /** What the user named. */
  readonly named: VerifyingKey | null
  /** The key that the report itself names, as its text. */
  readonly ownKey: string | null
}

/** Whether a report was signed by the key that the user named, else by the one that it names itself. */
export const checkSignature = ({ bytes, text, named, ownKey }: SignatureQuestion): Checked => {
  if (text === null)
    return { ...NOTHING, state: 'none', reason: ownKey === null ? null : 'it says that it was' }
  let keyId: string | null = null
  let key: VerifyingKey | null = named
  try {
    const signature = readSignature(text)
    keyId = signature.keyId
    key ??= ownKey === null ? null : keyOfReport(ownKey)
    if (key === null)
      return { ...NOTHING, state: 'unchecked', keyId, reason: 'no key is known to check it by' }
    expectSigned(bytes, signature, key)
    return { ...by(key, named), state: 'valid', reason: null, keyId, comment: shownText(signature.comment) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ...by(key, named), state: 'wrong', reason: error.message, keyId }
  }
}

const keyOfReport = (line: string): VerifyingKey => {
  try {
    return readPublicKey(line)
  } catch {
    throw new Refused('the key that came with it is none')
  }
}

const NOTHING = { keyId: null, publicKey: null, keyFrom: null, comment: null } as const

const by = (key: VerifyingKey | null, named: VerifyingKey | null) =>
  key === null
    ? NOTHING
    : ({ ...NOTHING, publicKey: publicKeyLine(key), keyFrom: named === null ? 'the report' : 'you' } as const)
