import type { Report, ReportChange, ReportCheck, ReportFinding } from '../../src/report/schema.js'

/** Reports as literals for tests of renderers; what a case is about is passed in. */

export const HOME = '/home/ada'
export const STORE_PATH = `${HOME}/.clawdbot/agents/main/agent/auth-profiles.json`

export const aFinding = (over: Partial<ReportFinding> = {}): ReportFinding => ({
  id: over.messageId ?? 'f',
  messageId: 'broken',
  subject: 'agent:main/profile:anthropic:work',
  severity: 'error',
  what: 'It is broken.',
  why: 'It matters.',
  next: 'Mend it.',
  data: {},
  evidence: [],
  fixes: [],
  causedBy: [],
  ...over,
})

export const aCheck = (over: Partial<ReportCheck> = {}): ReportCheck => ({
  id: 'auth/some',
  title: 'It works',
  tags: [],
  docs: 'docs/checks/auth/some.md',
  outcome: (over.findings ?? []).length > 0 ? 'fail' : 'pass',
  reason: null,
  durationMs: 3.4,
  findings: [],
  ...over,
})

export const aChange = (over: Partial<ReportChange> = {}): ReportChange => ({
  fix: 'auth/some-fix',
  title: 'Put it right',
  risk: 'safe',
  check: 'auth/some',
  finding: 'f',
  subject: 'agent:main/store',
  status: 'applied',
  reason: null,
  paths: [STORE_PATH],
  diff: null,
  ...over,
})

/** A report of these checks, counted as the program counts them. */
export const aReport = (checks: readonly ReportCheck[], over: Partial<Report> = {}): Report => {
  const outcomes = checks.map(({ outcome }) => outcome)
  const severities = checks.flatMap(({ findings }) => findings.map(({ severity }) => severity))
  const count = <T>(all: readonly T[], one: T): number => all.filter((each) => each === one).length
  const isBroken = severities.includes('error') || outcomes.includes('error') || outcomes.includes('timeout')
  const status = isBroken ? 'broken' : severities.includes('warning') ? 'attention' : 'healthy'
  return {
    reportVersion: 1,
    tool: { name: 'clawdbot-doctor', version: '0.0.0' },
    run: {
      startedAt: '2026-01-15T12:00:00.000Z',
      durationMs: 12,
      platform: 'linux',
      node: 'v20.19.0',
      home: HOME,
      synced: true,
      dryRun: false,
      warnWithinMs: 86_400_000,
    },
    summary: {
      status,
      exitCode: 0,
      checks: {
        pass: count(outcomes, 'pass'),
        fail: count(outcomes, 'fail'),
        skip: count(outcomes, 'skip'),
        error: count(outcomes, 'error'),
        timeout: count(outcomes, 'timeout'),
      },
      findings: {
        error: count(severities, 'error'),
        warning: count(severities, 'warning'),
        info: count(severities, 'info'),
      },
    },
    checks: [...checks],
    changes: [],
    facts: [],
    rejectedPlugins: [],
    ...over,
  }
}
