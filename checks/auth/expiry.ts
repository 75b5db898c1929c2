import { credentials } from '../../plugins/claude-code/facts/credentials.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock, settings } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import { NO_LOGIN } from '../../src/auth/claude-code/no-login.js'
import type { AuthConfig } from '../../src/auth/config.js'
import { CLAUDE_CLI_PROFILE } from '../../src/auth/credential.js'
import { type ExpiryState, expiryState, expiryStops, isNext } from '../../src/auth/expiry.js'
import { syncCauses } from '../../src/auth/external-profiles.js'
import { type HeldProfile, heldProfiles } from '../../src/auth/held-profiles.js'
import { fileOf } from '../../src/auth/of-agent.js'
import { normalizeProviderId } from '../../src/auth/provider-id.js'
import { mayRefresh } from '../../src/auth/refresh/may-refresh.js'
import { renewalCommand } from '../../src/auth/renewal.js'
import { UNREAD_CONFIG } from '../../src/auth/unread-config.js'
import { defineCheck, type Finding, type Messages, type Severity } from '../../src/contract/index.js'

const messages = {
  expired: {
    what: 'The profile {{profile}} of agent {{agent}} expired {{spanMs|duration}} ago and cannot renew itself.',
    why: 'The bot gets no answer with it, and nothing but a new token or login mends that.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  expiring: {
    what: 'The profile {{profile}} of agent {{agent}} expires in {{spanMs|duration}} and cannot renew itself.',
    why: 'From then on the bot gets no answer with it.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  loginExpired: {
    what: 'The login {{profile}} of agent {{agent}} expired {{spanMs|duration}} ago and has a refresh token.',
    why: 'The bot renews it when it uses it next; whether that succeeds is not known before.',
  },
  loginExpiring: {
    what: 'The login {{profile}} of agent {{agent}} expires in {{spanMs|duration}} and has a refresh token.',
    why: 'The bot renews it when it uses it after that.',
  },
  undated: {
    what: 'The login {{profile}} of agent {{agent}} has no date of expiry and no refresh token.',
    why: 'The bot takes a login without a date for expired, and nothing can renew this one.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  loginUndated: {
    what: 'The login {{profile}} of agent {{agent}} has no date of expiry, and has a refresh token.',
    why: 'The bot takes it for expired and renews it when it uses it next; that sets the date.',
  },
  noExpiry: {
    what: 'The token {{profile}} of agent {{agent}} has no date of expiry in the store.',
    why: 'A token of `claude setup-token` lives for a year, and without a date nothing can warn before it ends.',
  },
} satisfies Messages

const SEVERITY: Readonly<Record<ExpiryState, Severity>> = {
  expired: 'warning',
  expiring: 'warning',
  undated: 'warning',
  loginExpired: 'info',
  loginExpiring: 'info',
  loginUndated: 'info',
  noExpiry: 'info',
}

export default defineCheck({
  id: 'auth/expiry',
  title: 'No stored token or login has expired, or is about to',
  docsUrl: 'docs/checks/auth/expiry.md',
  severity: 'warning',
  tags: ['auth', 'expiry'],
  needs: { stores, config, claude: credentials, clock, settings },
  messages,
  volatile: ['spanMs', 'command', 'loginExpired.expiresAt', 'loginExpiring.expiresAt'],
  applies: ({ stores, config }) =>
    knownProfiles(stores, config.config).some(({ credential }) => credential.type !== 'api_key')
      ? true
      : { skip: 'no agent has a token or a login' },
  evaluate: ({ stores, config, claude, clock: { now }, settings }) =>
    knownProfiles(stores, config.config).flatMap((held): Finding<typeof messages>[] => {
      const { id, credential, owner, reporter } = held
      const messageId = expiryState(credential, now, settings.warnWithinMs)
      if (messageId === null) return []
      const canRenew =
        RENEWED.includes(messageId) &&
        credential.type === 'oauth' &&
        mayRefresh(id, credential, claude) &&
        isNext(held, config.envKeys, now)
      const stops = ENDED.includes(messageId) && expiryStops(held, config.envKeys, now)
      const store = fileOf(stores, owner)
      return [
        {
          messageId,
          subject: `agent:${reporter}/profile:${id}`,
          severity: stops ? 'error' : SEVERITY[messageId],
          data: { agent: owner, profile: id, ...datesOf(held, messageId, now) },
          evidence: store === undefined ? [] : [{ kind: 'file', path: store.agent.storePath }],
          fixes: canRenew ? ['auth/refresh-login'] : [],
          causedBy: messageId === 'noExpiry' ? [] : causesOf(id, owner),
        },
      ]
    }),
})

/** What is of no use any more, unless somebody logs in. */
const ENDED: readonly ExpiryState[] = ['expired', 'undated']

/** What a refresh mends. One that is about to end is refreshed in time by whoever uses it. */
const RENEWED: readonly ExpiryState[] = ['loginExpired', 'loginUndated']

/** The same date, seen at the login that the profile is copied from. */
const LOGIN_ENDS = ['expired', 'refreshExpired', 'expiring'].map((id) => `claude/subscription!${id}`)

const causesOf = (id: string, owner: string): readonly string[] => [
  ...syncCauses(id, owner),
  ...(id === CLAUDE_CLI_PROFILE ? [...LOGIN_ENDS, ...NO_LOGIN] : []),
  ...UNREAD_CONFIG,
  // By a clock that is ahead what is fresh has ended. One that is behind makes nothing look ended.
  'host/clock!clockAhead',
]

const knownProfiles = (files: readonly AgentStore[], config: AuthConfig): readonly HeldProfile[] =>
  heldProfiles(knownViews(files, config))

/** `spanMs` is since or until the date. */
const datesOf = ({ credential }: HeldProfile, state: ExpiryState, now: number) => {
  const provider = normalizeProviderId(credential.provider)
  const expiresAt = credential.type === 'api_key' ? undefined : credential.expires
  if (state === 'undated') return { provider, command: renewalCommand(provider) }
  if (expiresAt === undefined || state === 'noExpiry' || state === 'loginUndated') return { provider }
  const spanMs = Math.abs(expiresAt - now)
  return { provider, expiresAt, spanMs, command: renewalCommand(provider) }
}
