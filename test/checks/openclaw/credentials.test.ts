import { describe, it } from 'vitest'
import credentials from '../../../checks/openclaw/credentials.js'
import type { OpenclawPlace } from '../../../plugins/openclaw/facts/place.js'
import type { OpenclawDatabase, OpenclawDatabases } from '../../../src/auth/openclaw/database.js'
import { testCheck } from '../../../src/testing/index.js'
import { anApiKey, anOauth, aToken, clockFact, DAY, HOUR, NOW, secret, settingsFact } from '../facts.js'
import { aPlace, FOLDER, OLD_NODE, ofWork, readAs, SHARED, shared, unread, WORK } from './openclaw-facts.js'

const given = (
  databases: OpenclawDatabases,
  relation: OpenclawPlace['relation'],
  agent: string | null = null,
) => ({
  place: aPlace(relation),
  databases,
  clock: clockFact,
  settings: { ...settingsFact, agent },
})
const beside = (...all: readonly OpenclawDatabase[]) => given(readAs(all), 'beside')
const instead = (...all: readonly OpenclawDatabase[]) => given(readAs(all), 'instead')

const spent = aToken({ expires: NOW - HOUR })
const stale = anOauth({ expires: NOW - HOUR })
const bare = anOauth({ refresh: null, expires: NOW - HOUR })
const blank = anApiKey({ key: secret('') })
const missingKey = { code: 'profile-secret-missing', at: ['profiles', 'p', 'key'] } as const
const badDate = { code: 'profile-expiry-not-a-number', at: ['profiles', 'p', 'expires'] } as const

testCheck(
  credentials,
  [
    { name: 'no OpenClaw is nothing to judge', facts: given(readAs([]), 'none'), expect: { skip: true } },
    { name: 'a Node without SQLite is a skip', facts: given(OLD_NODE, 'beside'), expect: { skip: true } },
    {
      name: 'keys, and tokens with a date far ahead, are fine',
      facts: beside(
        shared({ a: anApiKey(), b: aToken() }),
        ofWork({ c: anOauth({ expires: NOW + 9 * DAY }) }),
      ),
      expect: [],
    },
    {
      name: 'no database is no credential',
      facts: beside(),
      expect: [{ messageId: 'missing', severity: 'info', evidence: [{ kind: 'file', path: FOLDER }] }],
    },
    {
      name: 'databases without a profile are no credential, whatever OpenClaw is here for',
      facts: instead(shared(), ofWork()),
      expect: [{ messageId: 'missing', subject: 'openclaw/credentials', severity: 'info' }],
    },
    {
      name: 'files that were not imported are told where there is nothing else',
      facts: given(readAs([shared()], [`${FOLDER}/agents/main/agent/auth-profiles.json`]), 'same'),
      expect: [{ messageId: 'notImported', severity: 'warning' }],
    },
    {
      name: 'they are an error where there is no Clawdbot',
      facts: given(readAs([], ['/x/auth-profiles.json']), 'instead'),
      expect: [{ messageId: 'notImported', severity: 'error' }],
    },
    {
      name: 'a file beside a profile is a leftover of no consequence',
      facts: given(readAs([shared({ a: anApiKey() })], ['/x/auth-profiles.json']), 'instead'),
      expect: [],
    },
    ...(
      [
        ['denied', 'denied'],
        ['folder', 'folder'],
        ['not-a-database', 'notDatabase'],
      ] as const
    ).map(([state, messageId]) => ({
      name: `a database that is ${state} is told as that`,
      facts: beside(unread({ state })),
      expect: [{ messageId, subject: 'openclaw/shared', severity: 'warning' as const }],
    })),
    {
      name: 'one that cannot be read is an error where there is no Clawdbot',
      facts: instead(unread({ state: 'failed', reason: 'larger than 256 MiB' })),
      expect: [{ messageId: 'readFailed', severity: 'error' }],
    },
    {
      name: 'a link that leads nowhere is told with where it leads',
      facts: beside(unread({ state: 'dangling-link', target: '/gone' })),
      expect: [{ messageId: 'danglingLink', evidence: [{ kind: 'file', path: SHARED }] }],
    },
    {
      name: 'one that is being written is no fault',
      facts: instead(unread({ state: 'busy' })),
      expect: [{ messageId: 'busy', severity: 'info' }],
    },
    {
      name: 'a layout that is not known is said, and nothing is judged by it',
      facts: instead(unread({ state: 'unknown-layout', layout: 40 })),
      expect: [{ messageId: 'unknownLayout', severity: 'info' }],
    },
    {
      name: 'a newer layout is said, and what is found in it is told',
      facts: beside(ofWork({ p: spent }, { layout: 24 })),
      expect: [
        { messageId: 'newerLayout', subject: 'openclaw/agent:work', severity: 'info' },
        { messageId: 'expired', subject: 'openclaw/agent:work/profile:p' },
      ],
    },
    {
      name: 'credentials that are not JSON, or not a store, are told as that',
      facts: beside(unread({ state: 'unparseable', line: 1, column: 9, reason: 'it ends too early' }), {
        ...ofWork(),
        reading: { state: 'wrong-shape', reason: 'it has no "profiles"' },
      }),
      expect: [
        { messageId: 'unparseable', subject: 'openclaw/shared', severity: 'warning' },
        { messageId: 'wrongShape', subject: 'openclaw/agent:work', severity: 'warning' },
      ],
    },
    {
      name: 'an entry that is no credential is told with what it lacks',
      facts: instead(shared({}, { issues: [{ code: 'profile-not-an-object', at: ['profiles', 'p'] }] })),
      expect: [{ messageId: 'profileIgnored', subject: 'openclaw/shared/profile:p', severity: 'warning' }],
    },
    {
      name: 'a blanked key is told once, and not as expired',
      facts: beside(shared({ p: blank }, { issues: [missingKey] })),
      expect: [{ messageId: 'secretMissing', severity: 'warning' }],
    },
    {
      name: 'an expiry that is no number is told, and is an error where nothing else can work',
      facts: instead(shared({ p: aToken() }, { issues: [badDate] })),
      expect: [{ messageId: 'expiryNotANumber', severity: 'error' }],
    },
    {
      name: 'a renewal that failed needs a login, one under way nothing',
      facts: beside(
        shared(
          { p: stale, q: stale, r: blank },
          { notes: { p: 'renewalFailed', q: 'renewing', r: 'elsewhere' } },
        ),
      ),
      expect: [{ messageId: 'renewalFailed', subject: 'openclaw/shared/profile:p', severity: 'warning' }],
    },
    {
      name: 'an expired token is a warning to who runs Clawdbot',
      facts: beside(shared({ p: spent })),
      expect: [
        {
          messageId: 'expired',
          severity: 'warning',
          evidence: [{ kind: 'file', path: SHARED }],
          causedBy: ['host/clock!clockAhead'],
        },
      ],
    },
    {
      name: 'it is an error where OpenClaw is all there is, and nothing else serves the provider',
      facts: instead(shared({ p: spent, other: anApiKey({ provider: 'openai' }) }), ofWork({ q: bare })),
      expect: [
        { messageId: 'expired', subject: 'openclaw/shared/profile:p', severity: 'error' },
        { messageId: 'expired', subject: 'openclaw/agent:work/profile:q', severity: 'error' },
      ],
    },
    {
      name: 'it is a warning where another profile serves the provider',
      facts: instead(shared({ p: spent, q: stale })),
      expect: [
        { messageId: 'expired', severity: 'warning' },
        { messageId: 'loginExpired', severity: 'info' },
      ],
    },
    {
      name: 'what ends soon, and what renews itself, is told in the words of auth/expiry',
      facts: instead(
        shared({
          a: aToken({ expires: NOW + HOUR }),
          b: anOauth({ expires: NOW + HOUR }),
          c: anOauth({ expires: 0 }),
          d: anOauth({ expires: 0, refresh: null }),
          e: aToken({ expires: 0 }),
        }),
      ),
      expect: [
        { messageId: 'expiring', severity: 'warning' },
        { messageId: 'loginExpiring', severity: 'info' },
        { messageId: 'loginUndated', severity: 'info' },
        { messageId: 'undated', severity: 'warning' },
        { messageId: 'noExpiry', severity: 'info', causedBy: [] },
      ],
    },
    {
      name: 'a run about another agent leaves an agent out, and not what all share',
      facts: given(readAs([shared({ p: spent }), ofWork({ q: spent })]), 'beside', 'main'),
      expect: [{ messageId: 'expired', subject: 'openclaw/shared/profile:p' }],
    },
    {
      name: 'a run about an agent is about its own',
      facts: given(readAs([ofWork({ q: spent })]), 'beside', 'work'),
      expect: [{ messageId: 'expired', evidence: [{ kind: 'file', path: WORK }] }],
    },
  ],
  { describe, it },
)
