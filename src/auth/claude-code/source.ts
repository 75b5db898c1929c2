import type { OAuthCredential, TokenCredential } from '../credential.js'
import type { ClaudeCredentialReading } from './parse-credentials.js'

/** What the sync may copy into a store: a login that can refresh, or a token alone; null for any other reading. */
export const toSourceCredential = (
  reading: ClaudeCredentialReading,
): OAuthCredential | TokenCredential | null => {
  if (reading.state !== 'found') return null
  const { access, refresh, expiresAt: expires } = reading.credential
  const provider = 'anthropic'
  return refresh === null
    ? { type: 'token', provider, token: access, expires }
    : { type: 'oauth', provider, access, refresh, expires }
}
