import { describe, it } from 'vitest'
import verified from '../../../checks/auth/verified.js'
import { type Answer, notAsked, type Verdict } from '../../../src/auth/verify/verdict.js'
import type { Verification } from '../../../src/auth/verify/verification.js'
import { testCheck } from '../../../src/testing/index.js'
import { MINUTE, NOW } from '../facts.js'

const STORE = '/home/ada/.clawdbot/agents/main/agent/auth-profiles.json'

const answered = (verdict: Verdict, over: Partial<Answer> = {}): Answer => ({
  verdict,
  status: 200,
  reason: null,
  retryAfterMs: null,
  clockAheadMs: 0,
  ...over,
})

const aVerification = (over: Partial<Verification> = {}): Verification => ({
  provider: 'anthropic',
  source: 'profile',
  name: 'anthropic:work',
  type: 'token',
  agent: 'main',
  path: STORE,
  isFirst: true,
  host: 'api.anthropic.com',
  proxy: null,
  addressBy: 'default',
  askedAt: NOW,
  latencyMs: 200,
  answer: answered('accepted'),
  ...over,
})

const asked = (...results: readonly Verification[]) => ({
  verifications: { state: 'asked' as const, results },
})

const withAnswer = (verdict: Verdict, over: Partial<Answer> = {}, rest: Partial<Verification> = {}) =>
  asked(aVerification({ answer: answered(verdict, over), ...rest }))

const silent = { status: null, clockAheadMs: null }
const PROFILE = 'agent:main/profile:anthropic:work'
const ofVariable = { source: 'env', name: 'ANTHROPIC_API_KEY', type: 'api_key', path: null } as const

testCheck(
  verified,
  [
    { name: 'what is accepted passes', facts: asked(aVerification()), expect: [] },
    {
      name: 'is skipped where the run is not to ask',
      facts: { verifications: { state: 'not-asked', reason: 'offline' } },
      expect: { skip: true },
    },
    {
      name: 'is skipped where the config could not be read',
      facts: { verifications: { state: 'not-asked', reason: 'config-unreadable' } },
      expect: { skip: true },
    },
    {
      name: 'is skipped where nothing could be sent',
      facts: asked(
        aVerification({ answer: notAsked('refreshes-on-use') }),
        aVerification({ provider: 'venice', name: 'venice:a', answer: notAsked('unsupported') }),
      ),
      expect: { skip: true },
    },
    { name: 'is skipped where nothing is there to be sent', facts: asked(), expect: { skip: true } },
    {
      name: 'a rejected first choice is an error, with the command for a new one',
      facts: withAnswer('rejected', { status: 401, reason: 'authentication_error' }),
      expect: [
        {
          messageId: 'rejected',
          subject: PROFILE,
          severity: 'error',
          data: {
            provider: 'anthropic',
            name: 'anthropic:work',
            agent: 'main',
            verdict: 'rejected',
            answer: 'HTTP 401 authentication_error',
            command: 'models auth setup-token --provider anthropic',
            host: 'api.anthropic.com',
            askedAt: NOW,
          },
          evidence: [
            { kind: 'file', path: STORE },
            { kind: 'value', fact: 'online/verifications', pointer: '/results/0/answer', value: 'rejected' },
          ],
        },
      ],
    },
    {
      name: 'a rejected one that nobody would use first is a warning',
      facts: withAnswer('rejected', { status: 401 }, { isFirst: false }),
      expect: [{ messageId: 'rejected', severity: 'warning' }],
    },
    {
      name: 'a rejected key in the environment is told by its variable',
      facts: withAnswer('rejected', { status: 401 }, ofVariable),
      expect: [
        {
          messageId: 'rejectedKey',
          subject: 'agent:main/env:ANTHROPIC_API_KEY',
          severity: 'error',
          evidence: [
            { kind: 'environment', name: 'ANTHROPIC_API_KEY' },
            { kind: 'value', fact: 'online/verifications', pointer: '/results/0/answer', value: 'rejected' },
          ],
        },
      ],
    },
    {
      name: 'what the policy forbids is an error',
      facts: withAnswer('policy-rejected', { status: 400, reason: 'invalid_request_error' }),
      expect: [{ messageId: 'policyRejected', subject: PROFILE, severity: 'error' }],
    },
    {
      name: 'what is not paid is an error where it comes first',
      facts: withAnswer('billing', { status: 400 }),
      expect: [{ messageId: 'billing', severity: 'error' }],
    },
    {
      name: 'a rate limit is a warning',
      facts: withAnswer('rate-limited', { status: 429 }),
      expect: [{ messageId: 'rateLimited', severity: 'warning' }],
    },
    {
      name: 'a rate limit that says when it ends is told with that time',
      facts: withAnswer('rate-limited', { status: 429, retryAfterMs: 5 * MINUTE }),
      expect: [
        {
          messageId: 'rateLimitedUntil',
          severity: 'warning',
          data: {
            provider: 'anthropic',
            name: 'anthropic:work',
            agent: 'main',
            verdict: 'rate-limited',
            answer: 'HTTP 429',
            command: 'models auth setup-token --provider anthropic',
            host: 'api.anthropic.com',
            askedAt: NOW,
            until: NOW + 5 * MINUTE,
          },
        },
      ],
    },
    {
      name: 'a host that cannot be reached is a warning, said once for all its credentials',
      facts: asked(
        aVerification({ answer: answered('unreachable', { ...silent, reason: 'ENOTFOUND' }) }),
        aVerification({ ...ofVariable, answer: answered('unreachable', { ...silent, reason: 'ENOTFOUND' }) }),
      ),
      expect: [{ messageId: 'unreachable', subject: 'provider:anthropic', severity: 'warning' }],
    },
    {
      name: 'a proxy on the way is named',
      facts: withAnswer('unreachable', { ...silent, reason: 'UND_ERR_ABORTED' }, { proxy: 'proxy:3128' }),
      expect: [{ messageId: 'unreachableByProxy', severity: 'warning' }],
    },
    {
      name: 'no answer in time is a warning',
      facts: withAnswer('timeout', silent),
      expect: [{ messageId: 'timeout', severity: 'warning' }],
    },
    {
      name: 'no answer in time through a proxy names it',
      facts: withAnswer('timeout', silent, { proxy: 'proxy:3128' }),
      expect: [{ messageId: 'timeoutByProxy', severity: 'warning' }],
    },
    {
      name: "the provider's own error is a warning",
      facts: withAnswer('server-error', { status: 529, reason: 'overloaded_error' }),
      expect: [{ messageId: 'serverError', severity: 'warning' }],
    },
    {
      name: 'an answer from something else names the variable that leads there',
      facts: withAnswer('not-json', {}, { addressBy: 'environment', host: '127.0.0.1:9' }),
      expect: [
        {
          messageId: 'notProvider',
          severity: 'warning',
          evidence: [
            { kind: 'environment', name: 'ANTHROPIC_BASE_URL' },
            { kind: 'value', fact: 'online/verifications', pointer: '/results/0/answer', value: 'not-json' },
          ],
        },
      ],
    },
    {
      name: 'an answer that is neither yes nor no is a warning',
      facts: withAnswer('unknown', { status: 403, reason: 'permission_error' }),
      expect: [{ messageId: 'unclear', subject: PROFILE, severity: 'warning' }],
    },
    {
      name: 'an address that is none is a warning',
      facts: asked(aVerification({ host: 'nowhere', answer: notAsked('bad-url') })),
      expect: [{ messageId: 'badAddress', subject: 'provider:anthropic', severity: 'warning' }],
    },
    {
      name: 'a proxy that is none is a warning',
      facts: asked(aVerification({ answer: notAsked('bad-proxy') })),
      expect: [{ messageId: 'badProxy', severity: 'warning' }],
    },
    {
      name: 'a credential that cannot be sent is a warning',
      facts: asked(aVerification({ answer: notAsked('bad-request') })),
      expect: [{ messageId: 'notSendable', subject: PROFILE, severity: 'warning' }],
    },
    {
      name: 'one that is accepted does not hide one that is not',
      facts: asked(
        aVerification(),
        aVerification({ name: 'anthropic:b', isFirst: false, answer: answered('rejected', { status: 401 }) }),
        aVerification({ provider: 'venice', name: 'venice:a', answer: notAsked('unsupported') }),
      ),
      expect: [{ messageId: 'rejected', subject: 'agent:main/profile:anthropic:b', severity: 'warning' }],
    },
  ],
  { describe, it },
)
