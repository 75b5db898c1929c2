import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const DIGITS = 16

/**
 * Names a finding on this machine from one run to the next: 16 hex digits. It holds nothing of the data. Not by
 * `node:crypto`, which takes longer to load than a healthy run takes to judge.
 */
export const fingerprint = (check: string, messageId: string, subject: string): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify([check, messageId, subject])))).slice(0, DIGITS)
