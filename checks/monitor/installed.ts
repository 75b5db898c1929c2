import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { watchPlace } from '../../plugins/host/facts/watch-place.js'
import { watchers } from '../../plugins/host/facts/watchers.js'
import { account, clock } from '../../plugins/host/facts.js'
import { knownViews } from '../../src/auth/agent-view.js'
import type { Credential } from '../../src/auth/credential.js'
import { type HeldProfile, heldProfiles } from '../../src/auth/held-profiles.js'
import { providersInUse } from '../../src/auth/models.js'
import { normalizeProviderId } from '../../src/auth/provider-id.js'
import { cronLine } from '../../src/auth/service/watch-files.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const WHY = 'Nothing but a person can replace them, and the bot falls silent on the day they end.'

const messages = {
  unwatched: {
    what: 'Credentials that cannot renew themselves are in use, and nothing watches when they end: {{profiles|list}}.',
    why: WHY,
    next: 'Let `{{cli}} models status --check` run every day: `{{cli}} doctor --fix --only monitor/installed`.',
  },
  noManager: {
    what: 'Credentials that cannot renew themselves are in use, and nothing watches when they end: {{profiles|list}}.',
    why: WHY,
    next: 'Add this line by `crontab -e`: `{{line}}`.',
  },
  notEnabled: {
    what: 'The timer {{timer}} would watch the credentials, and is not enabled.',
    why: `These cannot renew themselves: {{profiles|list}}. ${WHY}`,
    next: 'Run `systemctl --user enable --now {{timer}}`.',
  },
} satisfies Messages

const DAY = 24 * 60 * 60 * 1000
/** From here on a token that nobody watches is no longer a thing of next year. */
const SOON = 30 * DAY

export default defineCheck({
  id: 'monitor/installed',
  title: 'Somebody is told before a credential ends',
  docsUrl: 'docs/checks/monitor/installed.md',
  severity: 'info',
  tags: ['monitor', 'expiry'],
  needs: { stores, config, watchers, watchPlace, account, clock },
  messages,
  volatile: ['line'],
  applies: ({ stores, config, account }) => {
    if (account.platform === 'win32') return { skip: "Windows' tasks are not looked at" }
    return staticTokens(heldProfiles(knownViews(stores, config.config))).length > 0
      ? true
      : { skip: 'no credential in use is one that a person has to replace' }
  },
  evaluate: ({ stores, config, watchers, watchPlace, clock: { now } }) => {
    const views = knownViews(stores, config.config)
    const tokens = staticTokens(heldProfiles(views))
    if (tokens.length === 0 || watchers.some(({ enabled }) => enabled)) return []
    const owners = new Set(tokens.map(({ owner }) => owner))
    const paths = stores.filter(({ agent }) => owners.has(agent.id)).map(({ agent }) => agent.storePath)
    const isSoon = tokens.some(
      ({ credential }) => credential.type !== 'api_key' && (credential.expires ?? Infinity) - now < SOON,
    )
    const off = watchers.find(({ kind }) => kind === 'timer')
    const profiles = [...new Set(tokens.map(({ id }) => id))]
    const finding = {
      subject: 'monitor',
      severity: isSoon ? 'warning' : 'info',
      evidence: paths.map((path) => ({ kind: 'file' as const, path })),
      // One that has ended already, or is about to, is what somebody has to see first.
      causedBy: tokens.map(({ reporter, id }) => `auth/expiry#agent:${reporter}/profile:${id}`),
    } as const
    const found = (): Finding<typeof messages> => {
      if (off !== undefined)
        return { ...finding, messageId: 'notEnabled', data: { profiles, timer: off.name } }
      if (watchPlace.unable !== null)
        return { ...finding, messageId: 'noManager', data: { profiles, line: cronLine(watchPlace) } }
      return { ...finding, messageId: 'unwatched', data: { profiles }, fixes: ['monitor/install-timer'] }
    }
    return [found()]
  },
})

/** Of a provider that an agent uses, what ends one day: most logins renew themselves, and a key has no end. */
const staticTokens = (held: readonly HeldProfile[]): readonly HeldProfile[] =>
  held.filter(
    ({ credential, holders }) =>
      endsForGood(credential) &&
      holders.some(({ config }) => providersInUse(config).includes(normalizeProviderId(credential.provider))),
  )

/** A token, or a login that was stored without what renews it. */
const endsForGood = (credential: Credential): boolean =>
  credential.type === 'token' || (credential.type === 'oauth' && (credential.refresh?.blank ?? true))
