import type { Redactions } from '../../../src/report/sealed/redactions-schema.js'
import type { SealedCredential, SealedReport } from '../../../src/report/sealed/schema.js'
import { sealedExample } from '../../support/sealed-example.js'
import { aChange, aCheck, aFinding, aReport, STORE_PATH } from '../documents.js'

const example = sealedExample()
const NOW = Date.parse(example.createdAt)
const HOUR = 3_600_000
const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString()

const credential = (over: Partial<SealedCredential>): SealedCredential => ({
  agent: 'main',
  provider: 'anthropic',
  name: 'anthropic:claude-cli',
  via: 'profile',
  type: 'oauth',
  secret: `[opaque ${over.name ?? 'login'}]`,
  state: 'ok',
  issuedAt: at(-1),
  expiresAt: at(7),
  refreshable: true,
  lastUsedAt: at(-0.2),
  coolingUntil: null,
  ...over,
})

/** One life of every kind that a time line can show. */
const lives: readonly SealedCredential[] = [
  credential({ state: 'expiring' }),
  credential({
    name: 'anthropic:manual',
    type: 'token',
    issuedAt: at(-24 * 364),
    expiresAt: at(20),
    refreshable: false,
    state: 'expiring',
  }),
  credential({ name: 'anthropic:blocked', expiresAt: at(24 * 300), coolingUntil: at(5), agent: 'work' }),
  credential({
    name: 'OPENAI_API_KEY',
    provider: 'openai',
    via: 'env',
    type: 'api_key',
    state: 'static',
    expiresAt: null,
    issuedAt: null,
    agent: null,
  }),
  credential({
    name: '~/.codex/auth.json',
    provider: 'openai',
    via: 'login',
    agent: null,
    state: 'missing',
    secret: null,
    expiresAt: null,
    issuedAt: null,
    lastUsedAt: null,
  }),
  credential({
    name: 'groq:old',
    provider: 'groq',
    type: 'token',
    expiresAt: at(-24 * 20),
    issuedAt: at(-24 * 500),
    state: 'expired',
    refreshable: false,
    lastUsedAt: at(-24 * 21),
  }),
]

/** A machine on which a token ends soon, with a fix that was planned. */
export const attention = (): SealedReport => ({
  ...example,
  report: aReport(
    [
      aCheck({
        id: 'auth/expiry',
        findings: [
          aFinding({
            id: 'soon',
            messageId: 'expiring',
            severity: 'warning',
            what: 'The profile anthropic:manual of agent main expires in 20 h and cannot renew itself.',
            why: 'From then on the bot gets no answer with it.',
            next: 'Run `clawdbot-doctor models auth setup-token --provider anthropic`.',
            data: { agent: 'main', profile: 'anthropic:manual', expiresAt: NOW + 20 * HOUR },
            evidence: [
              { kind: 'file', path: STORE_PATH, line: 4, column: 7 },
              {
                kind: 'value',
                fact: 'clawdbot/stores',
                pointer: '/0/profiles',
                value: { 'anthropic:manual': { expires: NOW } },
              },
            ],
            fixes: ['auth/some-fix', 'auth/other-fix'],
          }),
        ],
      }),
      aCheck({
        id: 'auth/notes',
        findings: [aFinding({ id: 'n', severity: 'info', what: 'A note.', next: null })],
      }),
      aCheck({ id: 'config/readable' }),
    ],
    {
      changes: [
        aChange({
          finding: 'soon',
          status: 'offered',
          diff: '--- a\n+++ b\n@@ -1,2 +1,2 @@\n {\n-  "order": ["anthropic:gone"]\n+  "order": []\n }\n',
        }),
      ],
    },
  ),
  credentials: [...lives],
})

export const healthy = (): SealedReport => ({
  ...example,
  report: aReport([
    aCheck({
      id: 'auth/expiry',
      findings: [
        aFinding({ severity: 'info', what: 'The login expires in 7 h and has a refresh token.', next: null }),
      ],
    }),
    aCheck({ id: 'config/readable' }),
  ]),
  credentials: lives.slice(0, 1),
})

export const REMOVED: Redactions = {
  redactionsVersion: 1,
  removals: [
    { file: 'report.json', place: '/host', rule: 'host', name: '[host 7a90e5b1d3c2]', bytes: 12, count: 4 },
    {
      file: 'report.json',
      place: '/facts/3/value',
      rule: 'known',
      name: '[opaque 12ab34cd56ef]',
      bytes: 108,
      count: 2,
    },
  ],
}
