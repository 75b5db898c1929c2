import { createHash, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto'
import { fromBase64 } from './base64.js'
import { keyIdOf, type SigningKey, type VerifyingKey } from './minisign-key.js'
import { expectThat, Refused } from './refused.js'

/** How minisign marks a signature over the BLAKE2b-512 of a file. */
const HASHED = Buffer.from('ED')
/** The same over the file itself, which only older ones make. */
const LEGACY = Buffer.from('Ed')

const UNTRUSTED = 'untrusted comment: '
const TRUSTED = 'trusted comment: '
const SIGNATURE_BYTES = 64
const LONGEST_COMMENT = 8000

const blake2b = (bytes: Uint8Array): Buffer => createHash('blake2b512').update(bytes).digest()

/**
 * The signature of a file, as the file `….minisig` that minisign reads beside it. The comment, one line, is signed as
 * well. The same bytes, key and comment give the same signature. Throws a RangeError for a comment that is no line.
 */
export const sign = (bytes: Uint8Array, key: SigningKey, comment: string): string => {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(comment) || Buffer.byteLength(comment) > LONGEST_COMMENT)
    throw new RangeError('A comment is one line of at most 8000 bytes')
  const signature = signBytes(null, blake2b(bytes), key.secret)
  const whole = signBytes(null, Buffer.concat([signature, Buffer.from(comment)]), key.secret)
  return [
    `${UNTRUSTED}signature of a support report by key ${keyIdOf(key)}`,
    Buffer.concat([HASHED, key.id, signature]).toString('base64'),
    `${TRUSTED}${comment}`,
    whole.toString('base64'),
    '',
  ].join('\n')
}

/** A signature as it stands in a file: nothing of it is verified. */
export interface Signature {
  readonly keyId: string
  readonly signature: Buffer
  readonly comment: string
  /** Over the signature and the comment. */
  readonly whole: Buffer
}

/** Reads a signature file. Throws {@link Refused}. */
export const readSignature = (text: string): Signature => {
  const [untrusted = '', first = '', trusted = '', second = '', ...rest] = text.split(/\r?\n/)
  const isForm = untrusted.startsWith(UNTRUSTED) && trusted.startsWith(TRUSTED) && rest.join('\n') === ''
  const head = fromBase64(first, HASHED.length + 8 + SIGNATURE_BYTES)
  const whole = fromBase64(second, SIGNATURE_BYTES)
  if (!isForm || head === null || whole === null)
    throw new Refused('it is not a signature in the form of minisign')
  const algorithm = head.subarray(0, 2)
  expectThat(!algorithm.equals(LEGACY), 'it is a signature in the old form, which is not taken')
  expectThat(algorithm.equals(HASHED), 'it is a signature of an unknown kind')
  return {
    keyId: keyIdOf({ id: head.subarray(2, 10) }),
    signature: head.subarray(10),
    comment: trusted.slice(TRUSTED.length),
    whole,
  }
}

/** Throws {@link Refused} unless this key signed these bytes, and the comment with them. */
export const expectSigned = (bytes: Uint8Array, signed: Signature, key: VerifyingKey): void => {
  const { keyId, signature, comment, whole } = signed
  expectThat(keyId === keyIdOf(key), `it was signed by another key, ${keyId}`)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.point.toString('base64url') }
  const by = createPublicKey({ key: jwk, format: 'jwk' })
  const isBy = (what: Uint8Array, proof: Buffer): boolean => verifyBytes(null, what, by, proof)
  expectThat(isBy(blake2b(bytes), signature), 'it was changed after it was signed')
  const withComment = Buffer.concat([signature, Buffer.from(comment)])
  expectThat(isBy(withComment, whole), 'the comment of its signature was changed')
}
