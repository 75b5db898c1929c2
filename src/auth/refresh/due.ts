import type { OAuthCredential } from '../credential.js'

/** A login is refreshed when it has less than this to live: whoever is handed one can work with it for a while. */
export const REFRESH_MARGIN_MS = 5 * 60 * 1000

/** Whether a login's access token may be sent now: it is there, and its date has not come. */
export const isAlive = ({ access, expires }: OAuthCredential, now: number): boolean =>
  access?.blank === false && (expires ?? 0) > now

/** Whether a login has ended or will in five minutes. One without a date is taken for ended. */
export const isDue = (credential: OAuthCredential, now: number): boolean =>
  !isAlive(credential, now + REFRESH_MARGIN_MS)
