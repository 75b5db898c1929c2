import type { Secret } from '../contract/index.js'
import { reveal } from './secret.js'
import type { SealedText } from './types.js'

const insideJsonString = (secret: Secret): string => JSON.stringify(reveal(secret)).slice(1, -1)

/** The bytes to write. Throws a TypeError for a secret that was not sealed in this run. */
export const revealText = (content: SealedText): Buffer =>
  Buffer.from(content.map((part) => (typeof part === 'string' ? part : insideJsonString(part))).join(''))
