import { CLAUDE_CLI_PROFILE, type Credential } from '../../auth/credential.js'
import { TOKEN_URL_VARIABLE } from '../../auth/refresh/endpoint.js'
import { renewalCommand } from '../../auth/renewal.js'
import { Refusal } from '../refusal.js'

const NOTHING = 'Nothing was changed.'

/** How somebody logs in again, as one sentence. `claude` itself keeps the login that is copied from it. */
export const loginHint = (profile: string, provider: string, cli: string): string =>
  profile === CLAUDE_CLI_PROFILE
    ? `Run \`claude\`, log in there with \`/login\`, then run \`${cli} models status\`.`
    : `Run \`${cli} ${renewalCommand(provider)}\`.`

export const inKeychain = (profile: string): Refusal =>
  new Refusal(
    'IN_KEYCHAIN',
    `${profile} is Claude Code's login in the macOS Keychain, which only Claude Code may write: refreshed here, it would be logged out.`,
    'Run `claude` once: it refreshes its own login. Then try again.',
  )

export const unreadableLogin = (path: string, profile: string): Refusal =>
  new Refusal(
    'LOGIN_UNREADABLE',
    `${profile} was not refreshed: Claude Code's own copy of it (${path}) could not be read, and it would be logged out.`,
    'Mend that file, or run `claude` and log in again with `/login`.',
  )

export const goneMeanwhile = (profile: string, path: string): Refusal =>
  new Refusal('CHANGED_MEANWHILE', `${profile} is no login in ${path} any more.`, `${NOTHING} Try again.`)

export const changedMeanwhile = (profile: string): Refusal =>
  new Refusal('CHANGED_MEANWHILE', `${profile} has changed while it was waited for.`, `${NOTHING} Try again.`)

export const noRefreshToken = (profile: string, provider: string, cli: string): Refusal =>
  new Refusal(
    'NO_REFRESH_TOKEN',
    `${profile} has no refresh token, so it cannot be refreshed.`,
    loginHint(profile, provider, cli),
  )

export const unknownService = (profile: string, provider: string): Refusal =>
  new Refusal(
    'NOT_REFRESHABLE',
    `${profile}: this program does not know how logins of ${provider} are refreshed.`,
    'The program it belongs to, or the gateway, refreshes it when it is used.',
  )

export const badOverride = (): Refusal =>
  new Refusal(
    'BAD_ENDPOINT',
    `${TOKEN_URL_VARIABLE} names no place that may get a token: it must be https, or http on this machine.`,
    `Unset ${TOKEN_URL_VARIABLE}.`,
  )

export const notWritable = (what: string): Refusal =>
  new Refusal(
    'NOT_WRITABLE',
    `The new login could not be kept, so none was asked for: ${what}.`,
    'Make it writable for this user, then try again.',
  )

/** A key or a static token: the provider gives out no new one for it. */
export const staticCredential = (
  profile: string,
  { type, provider }: Exclude<Credential, { type: 'oauth' }>,
  cli: string,
): Refusal =>
  new Refusal(
    'NOT_REFRESHABLE',
    type === 'token'
      ? `${profile} is a static token: it cannot be refreshed, only replaced.`
      : `${profile} is an API key: it does not expire, and it cannot be refreshed.`,
    type === 'token' ? `Run \`${cli} ${renewalCommand(provider)}\` for a new one.` : null,
  )
