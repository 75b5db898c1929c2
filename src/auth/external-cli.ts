import type { Seal } from '../contract/index.js'
import { parseJson } from '../json/parse.js'
import type { OAuthCredential } from './credential.js'
import { finite, isMapping } from './mapping.js'
import { expandUserPath, type Place, pathOf } from './paths.js'
import { sealText } from './token-kind.js'

/** What another program's credentials file holds. Lines and columns count from 1. */
export type ExternalReading =
  | { readonly state: 'found'; readonly credential: OAuthCredential }
  /** It has no login with both tokens and a usable expiry. */
  | { readonly state: 'incomplete' }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }

const HOUR_MS = 60 * 60 * 1000
export const CODEX_PROVIDER = 'openai-codex'
const QWEN_PROVIDER = 'qwen-portal'

export const codexAuthPath = (place: Place): string => {
  const { join } = pathOf(place.platform)
  const named = place.env.CODEX_HOME
  return join(named ? expandUserPath(place, named) : join(place.home, '.codex'), 'auth.json')
}

export const qwenCredentialsPath = (place: Place): string =>
  pathOf(place.platform).join(place.home, '.qwen', 'oauth_creds.json')

const readTokens = (
  raw: unknown,
  provider: string,
  expires: number | undefined,
  seal: Seal,
): ExternalReading => {
  const tokens = isMapping(raw) ? raw : {}
  const access = sealText(tokens.access_token || null, seal)
  const refresh = sealText(tokens.refresh_token || null, seal)
  const accountId = tokens.account_id
  if (access === null || refresh === null || expires === undefined) return { state: 'incomplete' }
  const account = typeof accountId === 'string' && provider === CODEX_PROVIDER ? { accountId } : {}
  return { state: 'found', credential: { type: 'oauth', provider, access, refresh, expires, ...account } }
}

/** Codex writes no expiry: its tokens count as good for an hour after the file was written. */
export const parseCodexCredentials = (text: string, mtimeMs: number, seal: Seal): ExternalReading => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  const tokens = isMapping(parsed.value) ? parsed.value.tokens : undefined
  return readTokens(tokens, CODEX_PROVIDER, mtimeMs + HOUR_MS, seal)
}

export const parseQwenCredentials = (text: string, seal: Seal): ExternalReading => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  const expires = isMapping(parsed.value) ? finite(parsed.value.expiry_date) : undefined
  return readTokens(parsed.value, QWEN_PROVIDER, expires, seal)
}
