import { credentials } from '../../plugins/claude-code/facts/credentials.js'
import { overrides } from '../../plugins/claude-code/facts/overrides.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock, settings } from '../../plugins/host/facts.js'
import { agentViews } from '../../src/auth/agent-view.js'
import { leansOnLogin, leansOnToken } from '../../src/auth/claude-code/leans-on-login.js'
import { loginExpiry } from '../../src/auth/claude-code/login-expiry.js'
import { loginPlace } from '../../src/auth/claude-code/login-place.js'
import { overrideEvidence } from '../../src/auth/claude-code/override-evidence.js'
import { type ClaudeCredential, INFERENCE_SCOPE } from '../../src/auth/claude-code/parse-credentials.js'
import { pastedTokens } from '../../src/auth/claude-code/pasted-tokens.js'
import { isNoAccessToken, isNoToken, looksCut } from '../../src/auth/claude-code/token-shape.js'
import { environmentToken } from '../../src/auth/claude-code/unstored-token.js'
import { fileOf } from '../../src/auth/of-agent.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const LOG_IN = 'Run `claude` and log in again.'
const SET_UP = 'Run `{{cli}} models auth setup-token --provider anthropic`.'
const PASTE = 'Run `{{cli}} models auth paste-token --provider anthropic --profile-id "{{profile}}"`.'

const messages = {
  wrongKind: {
    what: 'The login in {{where|path}} has {{kind}} where its access token belongs.',
    why: 'It is sent as an access token, and refused as one.',
    next: LOG_IN,
  },
  profileWrongKind: {
    what: 'The token of {{profile}} of agent {{agent}} is of the kind {{kind}}, with which no request can be made.',
    why: 'The bot sends it and is refused.',
    next: PASTE,
  },
  cut: {
    what: 'The token in {{where|path}} does not look whole: it has {{length}} characters, white space included.',
    why: 'A whole one has about 108 and no white space; a terminal cuts or wraps it when it is copied by hand.',
    next: SET_UP,
  },
  profileCut: {
    what: 'The token of {{profile}} of agent {{agent}} does not look whole: it has {{length}} characters, white space included.',
    why: 'A whole one has about 108 and no white space; a terminal cuts or wraps it when it is copied by hand.',
    next: PASTE,
  },
  noInferenceScope: {
    what: 'The login in {{where|path}} lacks the scope {{scope}}.',
    why: 'Claude Code counts itself as logged out, and no model may be used with such a login.',
    next: 'Run `claude` and log in again with a Claude subscription.',
  },
  planTooLow: {
    what: 'The login in {{where|path}} is for the plan {{plan}}.',
    why: 'Claude Code, and with it the bot, needs a Pro, Max, Team or Enterprise plan.',
    next: 'Move to one of these plans, then run `claude` and log in again.',
  },
  noSetupToken: {
    what: 'The login in {{where|path}} is for the plan {{plan}}, and `claude setup-token` needs Pro or Max.',
    why: 'The bot can use this login while Claude Code keeps it fresh. A token that lasts a year is not to be had with it.',
  },
  expired: {
    what: 'The login in {{where|path}} expired {{ago|duration}} ago and has no refresh token.',
    why: 'Nobody can renew it: the bot is refused with it.',
    next: SET_UP,
  },
  refreshExpired: {
    what: 'The refresh token of the login in {{where|path}} expired {{ago|duration}} ago.',
    why: 'Nobody can renew the login: its access token, good until {{expiresAt|time}}, is its last.',
    next: SET_UP,
  },
  expiredRefreshable: {
    what: 'The access token in {{where|path}} expired {{ago|duration}} ago, and can be refreshed.',
    why: 'Claude Code or the gateway renews it on its next use; it lives for some hours only.',
  },
  expiring: {
    what: 'The login in {{where|path}} expires in {{left|duration}} and has no refresh token.',
    why: 'Nobody can renew it: then the bot is refused with it.',
    next: SET_UP,
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { credentials, overrides, config, stores, clock, settings }
type Facts = Values<typeof needs>

const SETUP_TOKEN_PLANS = ['pro', 'max']
/** Plans that Claude Code may be used with. */
const PLANS = [...SETUP_TOKEN_PLANS, 'team', 'enterprise']

export default defineCheck({
  id: 'claude/subscription',
  title: "Claude Code's login is whole, may be used for models, and lasts",
  docsUrl: 'docs/checks/claude/subscription.md',
  severity: 'warning',
  tags: ['claude', 'auth', 'expiry'],
  needs,
  messages,
  volatile: ['ago', 'left', 'expiredRefreshable.expiresAt'],
  applies: (facts) => {
    const { state } = facts.config.reading
    if (state !== 'ok' && state !== 'absent')
      return { skip: 'the config could not be read, so it is not known what the bot would use' }
    return facts.credentials.reading.state === 'found' ||
      environmentToken(facts.overrides) !== null ||
      pastedTokens(viewsOf(facts)).length > 0
      ? true
      : { skip: 'Claude Code holds no readable login, and no token was pasted' }
  },
  evaluate: (facts) => {
    const { reading } = facts.credentials
    return [
      ...(reading.state === 'found' ? ofLogin(facts, reading.credential) : []),
      ...ofEnvironment(facts.overrides),
      ...ofPasted(facts),
    ]
  },
})

const viewsOf = ({ stores, config }: Pick<Facts, 'stores' | 'config'>) => agentViews(stores, config.config)

const ofLogin = (facts: Facts, login: ClaudeCredential): readonly Found[] => {
  const { credentials, config, clock, settings } = facts
  const { files, used, keychain, reading } = credentials
  const file = files.find((candidate) => candidate.used)
  if (file === undefined) return []
  const place = loginPlace(file.path, used === 'keychain' ? keychain : null, reading)
  const isNeeded = leansOnLogin(login, viewsOf(facts), config.envKeys, clock.now)
  const found = (
    messageId: Found['messageId'],
    severity: 'needed' | 'warning' | 'info',
    data: Found['data'] = {},
  ): Found => ({
    ...place,
    messageId,
    severity: severity !== 'needed' ? severity : isNeeded ? 'error' : 'warning',
    data: { ...place.data, ...data },
  })

  const { access, scopes, subscriptionType: plan } = login
  const findings: Found[] = []
  if (isNoAccessToken(access)) findings.push(found('wrongKind', 'needed', { kind: access.kind }))
  // Claude Code wrote it down itself: no terminal came between.
  if (looksCut(access)) findings.push(found('cut', 'info', { length: access.length }))
  if (!scopes.includes(INFERENCE_SCOPE))
    findings.push(found('noInferenceScope', 'needed', { scope: INFERENCE_SCOPE }))
  if (plan !== null && !PLANS.includes(plan.toLowerCase()))
    findings.push(found('planTooLow', 'warning', { plan }))
  else if (plan !== null && !SETUP_TOKEN_PLANS.includes(plan.toLowerCase()))
    findings.push(found('noSetupToken', 'info', { plan }))

  const { expiresAt, refreshTokenExpiresAt } = login
  const ago = clock.now - expiresAt
  switch (loginExpiry(login, clock.now, settings.warnWithinMs)) {
    case 'expired':
      findings.push(found('expired', 'needed', { ago, expiresAt }))
      break
    case 'refreshExpired':
      findings.push(
        found('refreshExpired', ago < 0 ? 'warning' : 'needed', {
          ago: clock.now - (refreshTokenExpiresAt ?? expiresAt),
          expiresAt,
        }),
      )
      break
    case 'expiredRefreshable':
      findings.push(found('expiredRefreshable', 'info', { ago, expiresAt }))
      break
    case 'expiring':
      findings.push(found('expiring', 'warning', { left: -ago, expiresAt }))
  }
  return findings
}

const ofEnvironment = (overrides: Facts['overrides']): readonly Found[] => {
  const found = environmentToken(overrides)
  if (found === null || found.secret === null || !looksCut(found.secret)) return []
  return [
    {
      messageId: 'cut',
      subject: `claude/environment:${found.name}`,
      data: { where: found.name, length: found.secret.length },
      evidence: [overrideEvidence(found, overrides)],
    },
  ]
}

const ofPasted = (facts: Facts): readonly Found[] => {
  const { stores, config, clock } = facts
  const views = viewsOf(facts)
  return pastedTokens(views).flatMap(({ id: profile, owner, reporter: agent, token }): Found[] => {
    const path = fileOf(stores, owner)?.agent.storePath
    const found = {
      subject: `agent:${agent}/profile:${profile}`,
      data: { profile, agent, kind: token.kind, length: token.length },
      evidence: path === undefined ? [] : [{ kind: 'file', path } as const],
    }
    if (looksCut(token)) return [{ ...found, messageId: 'profileCut' }]
    if (!isNoToken(token)) return []
    const severity = leansOnToken(token, views, config.envKeys, clock.now) ? 'error' : 'warning'
    return [{ ...found, messageId: 'profileWrongKind', severity }]
  })
}
