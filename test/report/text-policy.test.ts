import { describe, expect, it, vi } from 'vitest'
import type { Report } from '../../src/report/schema.js'
import { renderText } from '../../src/report/text.js'
import { aCheck, aFinding, aReport, HOME } from './documents.js'

const WIDE = Number.POSITIVE_INFINITY

const render = (report: Report, verbose = false, color = false, width = WIDE): string =>
  renderText(report, {
    style: { width, color, unicode: true },
    verbose,
    cli: 'clawdbot',
  })

const suppressed = { by: 'config', reason: 'moved in May', owner: 'ops', until: '2027-01-31' } as const
const hidden = aFinding({ messageId: 'hidden', what: 'It is hidden.', fingerprint: 'aa', suppressed })
const known = aFinding({
  messageId: 'known',
  what: 'It is known.',
  severity: 'warning',
  suppressed: { by: 'baseline', reason: null, owner: null, until: null },
})

/** Counts as the program does. */
const reportOf = (findings: Parameters<typeof aCheck>[0], over: Partial<Report> = {}): Report => {
  const report = aReport([aCheck(findings)], over)
  const all = report.checks.flatMap((check) => check.findings)
  const counting = all.filter((finding) => finding.suppressed === undefined)
  const of = (severity: string) => counting.filter((finding) => finding.severity === severity).length
  return {
    ...report,
    summary: {
      ...report.summary,
      status: of('error') > 0 ? 'broken' : 'healthy',
      findings: {
        error: of('error'),
        warning: of('warning'),
        info: of('info'),
        suppressed: all.length - counting.length,
      },
    },
  }
}

describe('what is suppressed', () => {
  it('is not told, counted, or called healthy without a word', () => {
    expect(render(reportOf({ findings: [hidden, known] }))).toBe(
      [
        '✔ Nothing but what is suppressed was found on this machine; 0 checks passed.',
        '2 findings are suppressed; --verbose shows them.',
        '',
      ].join('\n'),
    )
    expect(render(reportOf({ findings: [known] }))).toContain('1 finding is suppressed; --verbose shows it.')
  })

  it('is told under --verbose, with its terms', () => {
    expect(render(reportOf({ findings: [hidden, known] }), true).split('\n\n')).toEqual([
      [
        '○ suppressed error: It is hidden.',
        '  by    the configuration: moved in May, owner ops, until 2027-01-31',
        '  check auth/some · agent main, profile anthropic:work',
        '  id    aa',
      ].join('\n'),
      [
        '○ suppressed warning: It is known.',
        '  by    the baseline',
        '  check auth/some · agent main, profile anthropic:work',
      ].join('\n'),
      '○ auth/some: 2 suppressed, 3 ms',
      [
        '✔ Nothing but what is suppressed was found on this machine; 0 checks passed.',
        '2 findings are suppressed.\n',
      ].join('\n'),
    ])
  })

  it('is dimmed, line by line', () => {
    vi.stubEnv('FORCE_COLOR', '1')
    const [block = ''] = render(reportOf({ findings: [hidden] }), true, true).split('\n\n')
    vi.unstubAllEnvs()
    const lines = block.split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines) expect(JSON.stringify(line)).toMatch(/^"\\u001b\[2m.+\\u001b\[22m"$/)
  })

  it('fits 40 columns', () => {
    const returned = { why: 'ended' as const, note: 'Its suppression ended on 2026-05-01.' }
    const text = render(reportOf({ findings: [hidden, known, aFinding({ returned })] }), true, false, 40)
    expect(text).toContain('suppressed error')
    expect(text.split('\n').filter((line) => line.length > 40)).toEqual([])
  })

  it('hides neither what else its check found nor what follows from it', () => {
    const follows = aFinding({ messageId: 'follows', what: 'It follows.', causedBy: ['hidden'] })
    const text = render(reportOf({ findings: [hidden, follows] }))
    expect(text).toContain('✖ error: It follows.')
    expect(text).toContain('1 error; 0 checks passed.\n1 finding is suppressed; --verbose shows it.\n')
    expect(render(reportOf({ findings: [hidden, follows] }), true)).toContain(
      '✖ auth/some: 1 error, 1 suppressed, 3 ms',
    )
  })
})

describe('the rules of the user', () => {
  it('are told where a finding counts again', () => {
    const returned = { why: 'ended' as const, note: 'Its suppression ended on 2026-05-01.' }
    expect(render(reportOf({ findings: [aFinding({ returned })] }))).toContain(
      '\n  note  Its suppression ended on 2026-05-01.\n',
    )
  })

  it('are told under --verbose where they change a severity, with the command that suppresses it', () => {
    const finding = aFinding({
      severity: 'warning',
      severityWas: 'error',
      suppressWith: 'clawdbot doctor suppress aa',
    })
    expect(render(reportOf({ findings: [finding] }))).not.toMatch(/otherwise|suppress/)
    const text = render(reportOf({ findings: [finding] }), true)
    expect(text).toContain('\n  note  By its check an error; clawdbot.doctor.json says otherwise.\n')
    expect(text).toContain('\n  mute  `clawdbot doctor suppress aa`\n')
  })

  const ruled = (status: 'read' | 'written' | 'planned' | 'unchanged'): Report =>
    reportOf(
      {},
      {
        policy: {
          configPath: `${HOME}/c.json`,
          unusedSuppressions: [{ entry: 1, reason: 'moved in May' }],
          baseline: { path: `${HOME}/b.json`, status, added: ['aa', 'bb'], removed: ['cc'] },
        },
      },
    )

  it.each([
    ['read', null],
    ['written', '• The baseline ~/b.json was written: 2 added, 1 removed.'],
    ['planned', '• The baseline ~/b.json would be changed: 2 added, 1 removed.'],
    ['unchanged', '• The baseline ~/b.json is up to date.'],
  ] as const)('say of a baseline that was %s: %s', (status, line) => {
    expect(render(ruled(status)).split('\n')[0]).toBe(
      line ?? '✔ Nothing wrong was found on this machine; 1 check passed.',
    )
  })

  it('are told under --verbose where they are no longer needed', () => {
    expect(render(ruled('read'))).not.toContain('no longer needed')
    expect(render(ruled('read'), true)).toContain('• Suppression 2 is no longer needed: moved in May\n')
  })
})
