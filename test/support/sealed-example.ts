import type { ReportCheck } from '../../src/report/schema.js'
import type { SealedChoice, SealedCredential, SealedReport } from '../../src/report/sealed/schema.js'
import { aCheck, aFinding, aReport } from '../report/documents.js'
import {
  API_KEY,
  CONFIG_PATH,
  EXPIRED_AT,
  FACTS,
  HOME,
  LOGIN_PATH,
  NOW,
  OAUTH_TOKEN,
  STORE_PATH,
} from './sealed-facts.js'

const iso = (ms: number): string => new Date(ms).toISOString()

const CHECKS: readonly ReportCheck[] = [
  aCheck({ id: 'host/clock', title: 'The clock of this machine is right', tags: ['host'] }),
  aCheck({
    id: 'claude/subscription',
    title: "Claude Code's login is whole, may be used for models, and lasts",
    tags: ['claude', 'auth', 'expiry'],
    docs: 'docs/checks/claude/subscription.md',
    findings: [
      aFinding({
        id: '1c35a0f27be94d68',
        messageId: 'expired',
        subject: 'claude/credentials:file',
        what: 'The login in ~/.claude/.credentials.json expired 26 h ago and has no refresh token.',
        why: 'Nothing that uses it gets an answer until it is renewed.',
        next: 'Run `clawdbot-doctor models auth setup-token --provider anthropic`.',
        data: { where: LOGIN_PATH, ago: NOW - EXPIRED_AT, expiresAt: EXPIRED_AT },
        evidence: [{ kind: 'file', path: LOGIN_PATH }],
      }),
    ],
  }),
  aCheck({
    id: 'auth/profile-order',
    title: 'Every order of profiles names profiles that can be used',
    tags: ['auth'],
    docs: 'docs/checks/auth/profile-order.md',
    findings: [
      aFinding({
        id: 'a64d55a4f45fd356',
        messageId: 'unknownId',
        subject: 'agent:main/order:anthropic/anthropic:dead',
        severity: 'warning',
        what: 'The order for anthropic in ~/.clawdbot/agents/main/agent/auth-profiles.json names anthropic:dead, which is not stored.',
        why: 'The bot passes it over without a word, so it may use another profile than was meant.',
        next: 'Run `clawdbot-doctor doctor --fix`: it takes the id out of the order and keeps the rest.',
        data: { agent: 'main', provider: 'anthropic', path: STORE_PATH, id: 'anthropic:dead' },
        evidence: [{ kind: 'file', path: STORE_PATH, line: 10, column: 20 }],
        fixes: ['auth/drop-dead-ids'],
      }),
    ],
  }),
  aCheck({
    id: 'auth/expiry',
    title: 'No stored token or login has expired, or is about to',
    tags: ['auth', 'expiry'],
    docs: 'docs/checks/auth/expiry.md',
    findings: [
      aFinding({
        id: 'df8361441a0cef34',
        messageId: 'expired',
        subject: 'agent:main/profile:anthropic:claude-cli',
        what: 'The profile anthropic:claude-cli of agent main expired 26 h ago and cannot renew itself.',
        why: 'The bot gets no answer from anthropic by it.',
        next: 'Run `clawdbot-doctor models auth setup-token --provider anthropic`.',
        data: { agent: 'main', profile: 'anthropic:claude-cli', expiresAt: EXPIRED_AT },
        evidence: [{ kind: 'file', path: STORE_PATH }],
        causedBy: ['1c35a0f27be94d68'],
      }),
    ],
  }),
  aCheck({
    id: 'auth/precedence',
    title: 'What is used for each provider is what was meant to be used',
    tags: ['auth', 'billing'],
    docs: 'docs/checks/auth/precedence.md',
    findings: [
      aFinding({
        id: '28d8b0aefc5d00e8',
        messageId: 'meteredNow',
        subject: 'agent:main/provider:anthropic',
        severity: 'warning',
        what: 'ANTHROPIC_API_KEY is used for anthropic by agent main, since the subscription anthropic:claude-cli has expired.',
        why: 'Every request is paid for by use.',
        next: 'Run `clawdbot-doctor models auth explain --provider anthropic`: it says how to bring the subscription back.',
        data: { provider: 'anthropic', by: 'ANTHROPIC_API_KEY', agents: ['main'] },
        evidence: [{ kind: 'environment', name: 'ANTHROPIC_API_KEY' }],
        causedBy: ['df8361441a0cef34'],
      }),
    ],
  }),
  aCheck({
    id: 'gateway/process',
    title: 'The gateway runs once',
    outcome: 'skip',
    reason: '/proc may not be read',
  }),
  aCheck({
    id: 'gateway/port',
    title: 'The gateway answers on its port',
    outcome: 'error',
    reason: 'gateway/port: it took longer than 10000 ms',
  }),
]

const entry = (over: Partial<SealedChoice['trace'][number]>): SealedChoice['trace'][number] => ({
  via: 'profile',
  name: 'anthropic:claude-cli',
  verdict: 'skipped',
  code: 'not-set',
  why: 'is not set',
  billing: null,
  type: null,
  expiresAt: null,
  refreshable: false,
  coolingUntil: null,
  owner: null,
  ...over,
})

const CHOICES: readonly SealedChoice[] = [
  {
    agent: 'main',
    isDefault: true,
    provider: 'anthropic',
    answer: 'Agent main would use ANTHROPIC_API_KEY: every request is paid for by use.',
    chosen: 3,
    base: 'store-order',
    shadowed: ['anthropic:claude-cli', 'anthropic:old'],
    trace: [
      entry({ name: 'anthropic:dead', code: 'not-stored', why: 'is not stored' }),
      entry({ code: 'expired', why: 'has expired', type: 'token', expiresAt: EXPIRED_AT, owner: 'main' }),
      entry({ via: 'env', name: 'ANTHROPIC_OAUTH_TOKEN' }),
      entry({
        via: 'env',
        name: 'ANTHROPIC_API_KEY',
        verdict: 'chosen',
        code: 'usable',
        why: 'would be used; paid for by use',
        billing: 'metered',
      }),
    ],
  },
  {
    agent: 'main',
    isDefault: true,
    provider: 'openai',
    answer: 'Agent main has no credential for openai.',
    chosen: null,
    base: 'stored',
    shadowed: null,
    trace: [entry({ via: 'env', name: 'OPENAI_API_KEY' })],
  },
]

const credential = (over: Partial<SealedCredential>): SealedCredential => ({
  agent: null,
  provider: 'anthropic',
  name: '~/.claude/.credentials.json',
  via: 'login',
  type: 'oauth',
  secret: OAUTH_TOKEN,
  state: 'expired',
  issuedAt: null,
  expiresAt: iso(EXPIRED_AT),
  refreshable: false,
  lastUsedAt: null,
  coolingUntil: null,
  ...over,
})

const CREDENTIALS: readonly SealedCredential[] = [
  credential({
    agent: 'main',
    name: 'anthropic:claude-cli',
    via: 'profile',
    type: 'token',
    lastUsedAt: iso(NOW - 27 * 3_600_000),
  }),
  credential({}),
  credential({
    name: 'ANTHROPIC_API_KEY',
    via: 'env',
    type: 'api_key',
    secret: API_KEY,
    state: 'static',
    expiresAt: null,
  }),
]

const PLUGINS = ['host', 'claude-code', 'codex', 'qwen', 'clawdbot', 'providers', 'gateway', 'openclaw']

/**
 * A sealed report of a home in which Claude Code's login has expired, the order for anthropic begins with a profile that
 * is not stored, and a key in the config is used in the login's place. What a test is about is passed in. Its paths are
 * those of sealed-facts.ts.
 */
export const sealedExample = (over: Partial<SealedReport> = {}): SealedReport => {
  const report = aReport(CHECKS, {
    facts: FACTS.map(({ id, status, reason, durationMs }) => ({ id, status, reason, durationMs })),
    policy: { configPath: CONFIG_PATH, unusedSuppressions: [], baseline: null },
  })
  return {
    sealedVersion: 1,
    case: { id: '2026-01-15-k3f9', findingKey: 'c0de'.repeat(16) },
    createdAt: iso(NOW),
    host: '[host 7a90e5b1d3c2]',
    plugins: PLUGINS.map((id) => ({ id, version: '0.1.0', origin: 'bundled' })),
    checkSettings: { 'auth/expiry': { options: { warnWithin: '48h' } } },
    report: {
      ...report,
      run: { ...report.run, home: HOME, startedAt: iso(NOW), synced: false },
      summary: { ...report.summary, exitCode: 1 },
    },
    facts: FACTS,
    credentials: [...CREDENTIALS],
    choices: [...CHOICES],
    included: [{ name: 'included/logs/gateway.log', path: `${HOME}/gateway.log`, bytes: 40_961, cut: true }],
    ...over,
  }
}
