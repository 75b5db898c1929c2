import { describe, it } from 'vitest'
import cooldown from '../../../checks/auth/cooldown.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { Credential, UsageStats } from '../../../src/auth/credential.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  clockFact,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  secret,
  usingProvider,
} from '../facts.js'

const facts = (stores: readonly AgentStore[], config = aConfig()) => ({ stores, config, clock: clockFact })

const STORE = anAgent().storePath
const work = anAgent('work')
const a = anApiKey()
const cooling = { cooldownUntil: NOW + HOUR, lastFailureAt: NOW - MINUTE, failureCounts: { rate_limit: 2 } }

const noted = (stats: UsageStats, credential: Credential = a, others: Record<string, Credential> = {}) =>
  aStore({ p: credential, ...others }, { store: { usageStats: { p: stats } } })

/** Beside `b`, which is tried first. */
const second = (stats: UsageStats, credential: Credential = a) =>
  facts([
    aStore(
      { p: credential, b: a },
      { store: { order: { anthropic: ['b', 'p'] }, usageStats: { p: stats } } },
    ),
  ])

/** Issued an hour ago. */
const fresh = anOauth({ expires: NOW + 7 * HOUR })
const before = { cooldownUntil: NOW + HOUR, lastFailureAt: NOW - 2 * HOUR, failureCounts: { auth: 3 } }
const CLEARED = ['auth/clear-cooldown']

testCheck(
  cooldown,
  [
    { name: 'no profile at all is nothing to judge', facts: facts([aStore()]), expect: { skip: true } },
    {
      name: 'a store that could not be read is left out',
      facts: facts([{ ...noted(cooling), reading: { state: 'denied' } }]),
      expect: { skip: true },
    },
    { name: 'profiles without a note pass', facts: facts([aStore({ a })]), expect: [] },
    {
      name: 'a cooldown that is past passes, though counts remain',
      facts: facts([
        noted({ cooldownUntil: NOW, disabledUntil: NOW - 1, errorCount: 4, failureCounts: { billing: 4 } }),
      ]),
      expect: [],
    },
    {
      name: 'a note on a profile that is not stored passes',
      facts: facts([aStore({ a }, { store: { usageStats: { gone: cooling } } })]),
      expect: [],
    },
    {
      name: 'the only profile of a provider in use, in cooldown, is an error that follows from it',
      facts: facts([noted(cooling)]),
      expect: [
        {
          messageId: 'nothingLeft',
          subject: 'agent:main/provider:anthropic',
          severity: 'error',
          data: {
            provider: 'anthropic',
            agents: ['main'],
            profiles: ['p'],
            until: NOW + HOUR,
            profile: 'p',
            agent: 'main',
          },
          evidence: [{ kind: 'file', path: STORE }],
          causedBy: ['auth/cooldown!cooldown#agent:main/profile:p'],
        },
        {
          messageId: 'cooldown',
          subject: 'agent:main/profile:p',
          severity: 'warning',
          data: {
            profile: 'p',
            agent: 'main',
            provider: 'anthropic',
            until: NOW + HOUR,
            reasons: ['rate_limit'],
            failedAt: NOW - MINUTE,
            failedAgo: MINUTE,
          },
          evidence: [{ kind: 'file', path: STORE }],
          fixes: [],
          causedBy: [
            'auth/verified!rateLimited#agent:main/profile:p',
            'auth/verified!rateLimitedUntil#agent:main/profile:p',
          ],
        },
      ],
    },
    {
      name: 'a key in the environment does not help while every profile is left out',
      facts: facts([noted(cooling)], aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('k') } })),
      expect: [{ messageId: 'nothingLeft', severity: 'error' }, { messageId: 'cooldown' }],
    },
    {
      name: 'several that are left out are named, the one that is back soonest first',
      facts: facts([
        aStore(
          { p: a, q: a },
          { store: { usageStats: { p: cooling, q: { ...cooling, cooldownUntil: NOW + MINUTE } } } },
        ),
      ]),
      expect: [
        { messageId: 'nothingLeft', data: nothing(['q', 'p'], NOW + MINUTE) },
        { messageId: 'cooldown', severity: 'warning', subject: 'agent:main/profile:p' },
        { messageId: 'cooldown', severity: 'info', subject: 'agent:main/profile:q' },
      ],
    },
    {
      name: 'one that is left out is only noted where another goes first anyway',
      facts: second(cooling),
      expect: [{ messageId: 'cooldown', severity: 'info' }],
    },
    {
      name: 'the first choice that is left out is a warning while another is there',
      facts: facts([noted(cooling, anOauth(), { b: a })]),
      expect: [{ messageId: 'cooldown', severity: 'warning' }],
    },
    {
      name: 'one of a provider that is not in use is only noted',
      facts: facts([noted(cooling)], aConfig(usingProvider('openai'))),
      expect: [{ messageId: 'cooldown', severity: 'info' }],
    },
    {
      name: 'a cooldown without a noted reason says that it is unknown, and may follow from anything',
      facts: second({ cooldownUntil: NOW + HOUR }),
      expect: [
        {
          messageId: 'cooldown',
          data: {
            profile: 'p',
            agent: 'main',
            provider: 'anthropic',
            until: NOW + HOUR,
            reasons: ['unknown'],
          },
          causedBy: [
            'auth/expiry!expired#agent:main/profile:p',
            'auth/verified!rejected#agent:main/profile:p',
            'auth/verified!policyRejected#agent:main/profile:p',
            'auth/verified!billing#agent:main/profile:p',
            'auth/verified!rateLimited#agent:main/profile:p',
            'auth/verified!rateLimitedUntil#agent:main/profile:p',
            'auth/verified!unreachable#provider:anthropic',
            'auth/verified!unreachableByProxy#provider:anthropic',
            'auth/verified!timeout#provider:anthropic',
            'auth/verified!timeoutByProxy#provider:anthropic',
            'auth/verified!serverError#provider:anthropic',
          ],
        },
      ],
    },
    {
      name: 'a disablement for lack of credit says what to do about that, and is not cleared',
      facts: second(
        { disabledUntil: NOW + 5 * HOUR, disabledReason: 'billing', lastFailureAt: NOW - HOUR },
        fresh,
      ),
      expect: [
        {
          messageId: 'billing',
          severity: 'info',
          fixes: [],
          causedBy: [
            'auth/verified!billing#agent:main/profile:p',
            'auth/verified!policyRejected#agent:main/profile:p',
          ],
        },
      ],
    },
    {
      name: 'a disablement for lack of credit is real, however new the token is',
      facts: second(
        { disabledUntil: NOW + 5 * HOUR, disabledReason: 'billing', lastFailureAt: NOW - 2 * HOUR },
        fresh,
      ),
      expect: [{ messageId: 'billing', fixes: [] }],
    },
    {
      name: 'a disablement for another reason is told with it',
      facts: second({ disabledUntil: NOW + HOUR, disabledReason: 'auth', lastFailureAt: NOW - MINUTE }),
      expect: [
        {
          messageId: 'disabled',
          causedBy: [
            'auth/expiry!expired#agent:main/profile:p',
            'auth/verified!rejected#agent:main/profile:p',
            'auth/verified!policyRejected#agent:main/profile:p',
          ],
        },
      ],
    },
    {
      name: 'a block of an older token than the login now is a warning, with the fix, and is an effect of nothing',
      facts: second(before, fresh),
      expect: [
        {
          messageId: 'outlived',
          subject: 'agent:main/profile:p',
          severity: 'warning',
          data: {
            profile: 'p',
            agent: 'main',
            provider: 'anthropic',
            until: NOW + HOUR,
            reasons: ['auth'],
            failedAt: NOW - 2 * HOUR,
            failedAgo: 2 * HOUR,
          },
          fixes: CLEARED,
          causedBy: [],
        },
      ],
    },
    ...(
      [
        ['a setup-token that was issued since', before, aToken({ expires: NOW + 365 * DAY - HOUR }), true],
        [
          'a disablement that was about the token',
          { ...before, disabledUntil: NOW + HOUR, disabledReason: 'auth' },
          fresh,
          true,
        ],
        [
          'a failure of nothing that was noted',
          { cooldownUntil: NOW + HOUR, lastFailureAt: NOW - 2 * HOUR },
          fresh,
          true,
        ],
        ['a login that is as old as the failure', { ...before, lastFailureAt: NOW - HOUR }, fresh, false],
        ['a login that is older', { ...before, lastFailureAt: NOW - MINUTE }, fresh, false],
        [
          'a failure without a moment',
          { cooldownUntil: NOW + HOUR, failureCounts: { auth: 1 } },
          fresh,
          false,
        ],
        ['a limit that was reached', { ...before, failureCounts: { auth: 1, rate_limit: 1 } }, fresh, false],
        ['an API key, which has no date', before, a, false],
        ['a token without a date', before, aToken({ expires: 0 }), false],
        ["another provider's login, which may live for ever", before, anOauth({ provider: 'acme' }), false],
        ['a date too far ahead to be true', before, anOauth({ expires: NOW + DAY }), false],
      ] as const
    ).map(([name, stats, credential, isOver]) => ({
      name: `${name} ${isOver ? 'ends' : 'does not end'} a block`,
      facts: second(stats, credential),
      expect: [
        isOver
          ? { messageId: 'outlived' as const, fixes: CLEARED }
          : { messageId: 'cooldown' as const, fixes: [] },
      ],
    })),
    {
      name: 'an expired token explains its cooldown',
      facts: facts([
        noted({ ...cooling, failureCounts: { auth: 1 } }, aToken({ expires: NOW - DAY }), { b: a }),
      ]),
      expect: [
        {
          messageId: 'cooldown',
          severity: 'info',
          causedBy: [
            'auth/expiry!expired#agent:main/profile:p',
            'auth/verified!rejected#agent:main/profile:p',
            'auth/verified!policyRejected#agent:main/profile:p',
          ],
        },
      ],
    },
    {
      name: 'an inherited note is told once, at main, and for all agents that are without',
      facts: facts([noted(cooling), aStore({}, { agent: work })]),
      expect: [
        { messageId: 'nothingLeft', data: nothing(['p'], NOW + HOUR, ['main', 'work']) },
        { messageId: 'cooldown', subject: 'agent:main/profile:p' },
      ],
    },
    {
      name: "an agent's own note on an inherited profile is its own, and main's profile is not blocked by it",
      facts: facts([aStore({ p: a }), aStore({}, { agent: work, store: { usageStats: { p: cooling } } })]),
      expect: [
        { messageId: 'nothingLeft', subject: 'agent:work/provider:anthropic' },
        {
          messageId: 'cooldown',
          subject: 'agent:work/profile:p',
          evidence: [{ kind: 'file', path: work.storePath }],
          causedBy: [
            'auth/verified!rateLimited#agent:main/profile:p',
            'auth/verified!rateLimited#agent:work/profile:p',
            'auth/verified!rateLimitedUntil#agent:main/profile:p',
            'auth/verified!rateLimitedUntil#agent:work/profile:p',
          ],
        },
      ],
    },
    {
      name: 'a note of main is told under the agent that goes by it where main is not looked at',
      facts: facts([
        { ...noted(cooling), agent: anAgent('main', { selected: false }) },
        aStore({}, { agent: work }),
      ]),
      expect: [
        { messageId: 'nothingLeft', subject: 'agent:work/provider:anthropic' },
        { messageId: 'cooldown', subject: 'agent:work/profile:p' },
      ],
    },
  ],
  { describe, it },
)

function nothing(profiles: readonly string[], until: number, agents: readonly string[] = ['main']) {
  return { provider: 'anthropic', agents, profiles, until, profile: profiles[0] ?? '', agent: 'main' }
}
