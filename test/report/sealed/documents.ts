import type { Report } from '../../../src/report/schema.js'
import type { SealedCredential, SealedFact, SealedReport } from '../../../src/report/sealed/schema.js'
import { aReport } from '../documents.js'

/** Sealed reports as literals; what a case is about is passed in. */

export const aCase = (id: string) => ({ id, findingKey: id.repeat(64).slice(0, 64) })

export const aSealedReport = (over: Partial<SealedReport> = {}): SealedReport => ({
  sealedVersion: 1,
  case: aCase('a'),
  createdAt: '2026-01-15T12:00:00.000Z',
  host: '[host 0123456789ab]',
  plugins: [{ id: 'clawdbot', version: '0.0.0', origin: 'bundled' }],
  checkSettings: {},
  report: aReport([]),
  facts: [],
  credentials: [],
  choices: [],
  included: [],
  ...over,
})

export const sealedWith = (...checks: Report['checks']): SealedReport =>
  aSealedReport({ report: aReport(checks) })

export const aFact = (over: Partial<SealedFact> = {}): SealedFact => ({
  id: 'clawdbot/config',
  status: 'ok',
  reason: null,
  durationMs: 1,
  value: null,
  ...over,
})

export const aSecret = (digits: string, length = 108) => ({
  $secret: {
    pseudonym: `[anthropic-oauth-access ${digits}]`,
    kind: 'anthropic-oauth-access',
    length,
    blank: false,
    hasWhitespace: false,
  },
})

export const aCredential = (over: Partial<SealedCredential> = {}): SealedCredential => ({
  agent: 'main',
  provider: 'anthropic',
  name: 'anthropic:claude-cli',
  via: 'profile',
  type: 'oauth',
  secret: '[anthropic-oauth-access 0123456789ab]',
  state: 'ok',
  issuedAt: null,
  expiresAt: '2026-01-16T12:00:00.000Z',
  refreshable: true,
  lastUsedAt: null,
  coolingUntil: null,
  ...over,
})
