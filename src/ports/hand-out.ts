import type { Secret } from '../contract/index.js'
import { reveal } from './secret.js'

/**
 * The text of a secret, for a program that is to use it. From here on nobody looks after it: it is not redacted, and
 * what becomes of it is the caller's business. `resolveCredential` alone may call this. Throws a TypeError for a
 * secret that was not sealed in this run.
 */
export const handOut = (secret: Secret): string => reveal(secret)
