import { describe, it } from 'vitest'
import clockCheck from '../../../checks/host/clock.js'
import type { Verification } from '../../../src/auth/verify/verification.js'
import type { Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeLogin,
  anAgent,
  aStat,
  aStore,
  CLAUDE_FILE,
  claudeCredentials,
  clockFact,
  HOUR,
  MINUTE,
  NOW,
} from '../facts.js'

type Facts = Values<typeof clockCheck.needs>

const facts = (over: Partial<Facts> = {}): Facts => ({
  stores: [aStore()],
  credentials: claudeCredentials(),
  verifications: { state: 'not-asked', reason: 'offline' },
  clock: clockFact,
  ...over,
})

const answer = (clockAheadMs: number | null, host: string | null = 'api.anthropic.com'): Verification => ({
  provider: 'anthropic',
  source: 'profile',
  name: 'anthropic:work',
  type: 'token',
  agent: 'main',
  path: null,
  isFirst: true,
  host,
  proxy: null,
  addressBy: 'default',
  askedAt: NOW,
  latencyMs: 200,
  answer: { verdict: 'accepted', status: 200, reason: null, retryAfterMs: null, clockAheadMs },
})
const asked = (...ahead: readonly (number | null)[]): Pick<Facts, 'verifications'> => ({
  verifications: { state: 'asked', results: ahead.map((each) => answer(each)) },
})
const storeAt = (mtimeMs: number, over = {}) =>
  aStore({}, { file: { ...aStat({ mtimeMs }), sha256: 'f'.repeat(64) }, ...over })
const storePath = anAgent().storePath

testCheck(
  clockCheck,
  [
    { name: 'files of the past and no answer to go by pass', facts: facts(), expect: [] },
    {
      name: 'no files and an answer without a date pass',
      facts: facts({ stores: [], ...asked(null) }),
      expect: [],
    },
    {
      name: 'a file five minutes ahead may be from another machine on a shared disk',
      facts: facts({ stores: [storeAt(NOW + 5 * MINUTE)] }),
      expect: [],
    },
    {
      name: 'a store that was written in the future',
      facts: facts({ stores: [storeAt(NOW + HOUR)] }),
      expect: [
        {
          messageId: 'fileFromFuture',
          subject: 'agent:main/file',
          severity: 'warning',
          data: { path: storePath, ahead: HOUR },
          evidence: [{ kind: 'file', path: storePath }],
          causedBy: [],
        },
      ],
    },
    {
      name: 'the store of an agent that was not selected is not looked at',
      facts: facts({ stores: [storeAt(NOW + HOUR, { agent: anAgent('main', { selected: false }) })] }),
      expect: [],
    },
    {
      name: "Claude Code's file from the future",
      facts: facts({
        credentials: claudeCredentials(aClaudeLogin(), { stat: aStat({ mtimeMs: NOW + HOUR }) }),
      }),
      expect: [
        { messageId: 'fileFromFuture', subject: 'claude/file', data: { path: CLAUDE_FILE, ahead: HOUR } },
      ],
    },
    {
      name: 'a profile that was used in the future',
      facts: facts({
        stores: [
          aStore({}, { store: { usageStats: { a: { lastUsed: NOW + HOUR }, b: { lastUsed: NOW } } } }),
        ],
      }),
      expect: [
        {
          messageId: 'usedInFuture',
          subject: 'agent:main/profile:a',
          data: { agent: 'main', profile: 'a', ahead: HOUR },
        },
      ],
    },
    { name: 'a clock that is a minute off passes', facts: facts(asked(MINUTE)), expect: [] },
    {
      name: 'a clock that is behind is told once, by the server nearest to it, and explains files of the future',
      facts: facts({ ...asked(2 * HOUR, null, MINUTE + 1), stores: [storeAt(NOW + HOUR)] }),
      expect: [
        {
          messageId: 'clockBehind',
          subject: 'clock',
          severity: 'warning',
          data: { off: MINUTE + 1, host: 'api.anthropic.com' },
          evidence: [
            {
              kind: 'value',
              fact: 'online/verifications',
              pointer: '/results/2/answer/clockAheadMs',
              value: MINUTE + 1,
            },
          ],
        },
        { messageId: 'fileFromFuture', causedBy: ['host/clock#clock'] },
      ],
    },
    {
      name: 'a clock that is ahead',
      facts: facts({
        verifications: { state: 'asked', results: [answer(-10 * MINUTE, null)] },
      }),
      expect: [{ messageId: 'clockAhead', data: { off: 10 * MINUTE, host: 'anthropic' } }],
    },
    {
      name: 'one server that agrees with this machine shows that the other is wrong',
      facts: facts(asked(-HOUR, 1000)),
      expect: [],
    },
  ],
  { describe, it },
)
