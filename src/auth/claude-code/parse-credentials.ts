import type { Seal, Secret } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { finite, isMapping, type Mapping } from '../mapping.js'
import { sealText } from '../token-kind.js'

/** Claude Code's login. Times are Unix milliseconds. */
export interface ClaudeCredential {
  /** Never empty. */
  readonly access: Secret
  /** Null where there is none, or an empty one. */
  readonly refresh: Secret | null
  readonly expiresAt: number
  readonly refreshTokenExpiresAt: number | null
  readonly scopes: readonly string[]
  readonly subscriptionType: string | null
  readonly rateLimitTier: string | null
}

/** What a credentials file, or a Keychain item, holds. Lines and columns count from 1. */
export type ClaudeCredentialReading =
  | { readonly state: 'found'; readonly credential: ClaudeCredential }
  /** A failed refresh leaves an empty access token: there was a login, and it is gone. */
  | { readonly state: 'blanked' }
  /** No login in it. */
  | { readonly state: 'absent' }
  | { readonly state: 'empty' }
  /** `at` is the path of keys to what is not of its type; empty for the document itself. */
  | { readonly state: 'wrong-shape'; readonly at: readonly string[] }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }

/** The scope without which a login cannot be used for inference. */
export const INFERENCE_SCOPE = 'user:inference'

const LOGIN = 'claudeAiOauth'

/** Never throws, and no part of the answer shows a secret. */
export const parseClaudeCredentials = (text: string, seal: Seal): ClaudeCredentialReading => {
  if (text.trim() === '') return { state: 'empty' }
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  if (!isMapping(parsed.value)) return { state: 'wrong-shape', at: [] }
  const login = parsed.value[LOGIN]
  if (login === undefined || login === null) return { state: 'absent' }
  return isMapping(login) ? readLogin(login, seal) : { state: 'wrong-shape', at: [LOGIN] }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const readLogin = (login: Mapping, seal: Seal): ClaudeCredentialReading => {
  const { accessToken, refreshToken, expiresAt, scopes } = login
  if (accessToken === '') return { state: 'blanked' }
  const access = sealText(accessToken, seal)
  if (access === null) return { state: 'wrong-shape', at: [LOGIN, 'accessToken'] }
  const expires = finite(expiresAt)
  if (expires === undefined || expires <= 0) return { state: 'wrong-shape', at: [LOGIN, 'expiresAt'] }
  return {
    state: 'found',
    credential: {
      access,
      refresh: refreshToken === '' ? null : sealText(refreshToken, seal),
      expiresAt: expires,
      refreshTokenExpiresAt: finite(login.refreshTokenExpiresAt) ?? null,
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      subscriptionType: textOrNull(login.subscriptionType),
      rateLimitTier: textOrNull(login.rateLimitTier),
    },
  }
}
