import type { Report } from '../../../src/report/schema.js'
import { aChange, aCheck, aFinding, aReport, HOME, STORE_PATH } from '../documents.js'

const cause = aFinding({
  id: 'c1',
  messageId: 'expired',
  what: 'The token expired 3 d ago.',
  why: 'The bot gets no answer with it.',
  next: 'Run `clawdbot models auth setup-token`.',
  data: { agent: 'main', profile: 'anthropic:work', provider: 'anthropic', expiresAt: 1_768_000_000_000 },
  evidence: [{ kind: 'file', path: STORE_PATH, line: 3, column: 7 }],
})

const symptom = aFinding({
  id: 's1',
  messageId: 'firstExpired',
  severity: 'warning',
  what: 'The first of the order is expired.',
  subject: 'agent:main/order:anthropic',
  next: null,
  evidence: [{ kind: 'environment', name: 'ANTHROPIC_API_KEY' }],
  causedBy: ['c1'],
})

const note = aFinding({
  id: 'n1',
  messageId: 'note',
  severity: 'info',
  what: 'A note.',
  evidence: [{ kind: 'file', path: '/etc/clawdbot/ä b.json' }],
})

const setAside = aFinding({
  id: 'a1',
  messageId: 'shared',
  what: 'It is shared.',
  suppressed: { by: 'config', reason: 'known until the move', owner: 'ada', until: '2026-12-31' },
})

/** One report with something of everything. */
export const sample: Report = aReport(
  [
    aCheck({
      id: 'auth/expiry',
      docs: 'docs/checks/auth/expiry.md',
      title: 'Nothing has expired',
      findings: [cause],
    }),
    aCheck({ id: 'auth/profile-order', title: 'Every order works', findings: [symptom] }),
    aCheck({ id: 'auth/notes', title: 'There are no notes', findings: [note] }),
    aCheck({ id: 'auth/shared', title: 'Nothing is shared', findings: [setAside] }),
    aCheck({ id: 'config/readable', title: 'The config can be read' }),
    aCheck({
      id: 'claude/binary',
      outcome: 'skip',
      reason: `nothing in ${HOME}/bin`,
      title: 'Claude Code is there',
    }),
    aCheck({
      id: 'third/crash',
      outcome: 'error',
      reason: 'it threw',
      title: 'It does not crash',
      docs: 'no page',
    }),
  ],
  {
    changes: [aChange({ finding: 'c1', status: 'planned', diff: '-a\n+b\n' })],
    rejectedPlugins: [{ id: 'fourth', reason: 'it has no id' }],
  },
)
