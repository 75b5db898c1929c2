import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { fromBase64 } from './base64.js'
import { expectThat, Refused } from './refused.js'

/** By which a signature is verified. Nothing of it is secret. */
export interface VerifyingKey {
  /** Eight bytes by which keys are told apart. */
  readonly id: Buffer
  /** 32 bytes. */
  readonly point: Buffer
}

/** By which something is signed. */
export interface SigningKey extends VerifyingKey {
  readonly secret: KeyObject
}

/** How minisign marks Ed25519, and the sums of BLAKE2b in its secret keys. */
const ED25519 = Buffer.from('Ed')
const BLAKE2B = Buffer.from('B2')
const NO_PASSWORD = Buffer.alloc(2)

const COMMENT = 'untrusted comment: '
const PUBLIC_BYTES = 42
const SECRET_BYTES = 158

export const newSigningKey = (): SigningKey =>
  withId(randomBytes(8), generateKeyPairSync('ed25519').privateKey)

const withId = (id: Buffer, secret: KeyObject): SigningKey => ({
  id,
  point: coordinate(createPublicKey(secret), 'x'),
  secret,
})

const coordinate = (key: KeyObject, name: 'x' | 'd'): Buffer =>
  Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url')

/** A key's id as minisign shows it: 16 hexadecimal digits. */
export const keyIdOf = ({ id }: Pick<VerifyingKey, 'id'>): string =>
  Buffer.from(id).reverse().toString('hex').toUpperCase()

/** A public key in the one line by which it is passed on. */
export const publicKeyLine = ({ id, point }: VerifyingKey): string =>
  Buffer.concat([ED25519, id, point]).toString('base64')

/** A public key as the file that minisign reads. */
export const publicKeyFile = (key: VerifyingKey): string =>
  `${COMMENT}minisign public key ${keyIdOf(key).replace(/^0+(?=.)/, '')}\n${publicKeyLine(key)}\n`

/** Reads a public key, as a file or as its one line alone. Throws {@link Refused}. */
export const readPublicKey = (text: string): VerifyingKey => {
  const bytes = fromBase64(lineOf(text), PUBLIC_BYTES)
  if (bytes === null || !bytes.subarray(0, 2).equals(ED25519))
    throw new Refused('it is not a public key in the form of minisign')
  return { id: bytes.subarray(2, 10), point: bytes.subarray(10) }
}

/** What stands below the comment; the text itself where there is none. */
const lineOf = (text: string): string => {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (lines[0]?.startsWith(COMMENT)) lines.shift()
  return lines.length === 1 ? (lines[0] ?? '') : ''
}

/** PKCS #8 of an Ed25519 key, up to the key itself. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A secret key as the file that minisign reads, without a password. */
export const secretKeyFile = (key: SigningKey): string => {
  const kept = Buffer.concat([key.id, coordinate(key.secret, 'd'), key.point])
  // Without a password there is neither a salt, nor a cost, nor a sum.
  const salted = Buffer.alloc(48)
  const sum = Buffer.alloc(32)
  const bytes = Buffer.concat([ED25519, NO_PASSWORD, BLAKE2B, salted, kept, sum])
  return `${COMMENT}minisign secret key ${keyIdOf(key)}, without a password\n${bytes.toString('base64')}\n`
}

/** Reads a secret key that has no password. Throws {@link Refused}; the reason quotes nothing of it. */
export const readSecretKey = (text: string): SigningKey => {
  const bytes = fromBase64(lineOf(text), SECRET_BYTES)
  if (bytes === null || !bytes.subarray(0, 2).equals(ED25519) || !bytes.subarray(4, 6).equals(BLAKE2B))
    throw new Refused('it is not a secret key in the form of minisign')
  expectThat(
    bytes.subarray(2, 4).equals(NO_PASSWORD),
    'it is protected by a password, which this program never asks for',
  )
  const [id, seed, point] = [bytes.subarray(54, 62), bytes.subarray(62, 94), bytes.subarray(94, 126)]
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const key = withId(id, secret)
  expectThat(key.point.equals(point), 'its secret and its public half do not belong together')
  return key
}
