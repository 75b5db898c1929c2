import type { Secret } from '../../contract/index.js'
import { CLAUDE_CLI_PROFILE, type OAuthCredential } from '../credential.js'
import { tokenService } from './endpoint.js'

/** What is known of Claude Code's own login. */
interface ClaudeSide {
  readonly used: 'file' | 'keychain'
  readonly keychain: { readonly reading: LoginReading } | null
  readonly reading: LoginReading
}

type LoginReading =
  | { readonly state: 'found'; readonly credential: { readonly refresh: Secret | null } }
  | { readonly state: string }

/** A file in these states holds no login that a refresh elsewhere could log out. */
const READ = ['found', 'absent', 'empty', 'blanked']

/**
 * Whether a login may be refreshed by this program, by what is known before it is tried: it knows the provider's token
 * service, and Claude Code, where it shares the login, can be given the new pair too.
 */
export const mayRefresh = (profile: string, login: OAuthCredential, claude: ClaudeSide): boolean => {
  if (login.refresh === null || login.refresh.blank) return false
  if (tokenService(login.provider, {}).state !== 'ok') return false
  const isMirror = profile === CLAUDE_CLI_PROFILE
  const item = claude.keychain?.reading
  if (item !== undefined && item.state !== 'absent') return !isMirror && !holds(item, login.refresh)
  return !isMirror || READ.includes(claude.reading.state)
}

const holds = (item: LoginReading, refresh: Secret): boolean =>
  'credential' in item && item.credential.refresh?.equals(refresh) === true
