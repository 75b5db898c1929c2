export { decryptBy, encryptTo, isEncrypted } from './age.js'
export { readJson } from './json.js'
export { ARCHIVE_LIMITS } from './limits.js'
export { makeManifest } from './manifest.js'
export { expectSigned, readSignature, sign } from './minisign.js'
export {
  keyIdOf,
  newSigningKey,
  publicKeyFile,
  publicKeyLine,
  readPublicKey,
  readSecretKey,
  type SigningKey,
  secretKeyFile,
  type VerifyingKey,
} from './minisign-key.js'
export { openArchive } from './open.js'
export { packArchive } from './pack.js'
export { Refused } from './refused.js'
export type { ArchiveEntry } from './tar.js'
