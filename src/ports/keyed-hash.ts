import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * HMAC-SHA-256 of a text's UTF-16 units, so that no two texts are taken for one: 64 hex digits. Not by `node:crypto`, which
 * takes 10 ms to load, and a prompt may need to name one secret.
 */
export const keyedHash = (key: Uint8Array, text: string): string =>
  bytesToHex(hmac(sha256, key, Buffer.from(text, 'utf16le')))
