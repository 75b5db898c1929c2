import type { Secret } from '../contract/index.js'
import { isNoToken, looksCut } from './claude-code/token-shape.js'
import { sameProvider } from './provider-id.js'

/** Of the kinds of `tokenKind`, those that one provider alone gives out. */
const ISSUER: Readonly<Record<string, string>> = {
  'anthropic-oauth-access': 'anthropic',
  'anthropic-oauth-refresh': 'anthropic',
  'anthropic-api-key': 'anthropic',
  'anthropic-session-key': 'anthropic',
  'anthropic-admin-key': 'anthropic',
  'openrouter-key': 'openrouter',
  'openai-key': 'openai',
  'google-key': 'google',
  'groq-key': 'groq',
  'xai-key': 'xai',
  'cerebras-key': 'cerebras',
  'github-token': 'github-copilot',
}

/** The provider whose key this is for certain, where that is another one; else null. */
export const otherIssuer = (key: Secret, provider: string): string | null => {
  const issuer = Object.hasOwn(ISSUER, key.kind) ? (ISSUER[key.kind] ?? null) : null
  return issuer === null || sameProvider(issuer, provider) ? null : issuer
}

/** What by its shape cannot be what a request is made with; null where nothing is known against it. */
export const shapeFault = (key: Secret): 'never' | 'cut' | null => {
  if (isNoToken(key)) return 'never'
  return looksCut(key) ? 'cut' : null
}
