import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/report/schema.js'
import type { Style } from '../../src/report/style.js'
import { renderText } from '../../src/report/text.js'
import { aCheck, aFinding, aReport, HOME, STORE_PATH } from './documents.js'

const plain: Style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const render = (report: Report, verbose = false, style: Partial<Style> = {}): string =>
  renderText(report, { style: { ...plain, ...style }, verbose, cli: 'clawdbot' })

/** The first line of every block. */
const heads = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n\n')
    .map((block) => block.split('\n')[0] ?? '')

const cause = aFinding({ messageId: 'cause', severity: 'warning', what: 'The cause.' })
const symptom = aFinding({ messageId: 'symptom', what: 'The symptom.', causedBy: ['cause'] })
const note = aFinding({ messageId: 'note', severity: 'info', what: 'A note.' })

describe('the report for a person', () => {
  it('tells a problem with its place, its reason, the next step and its check', () => {
    const evidence = [
      { kind: 'file' as const, path: STORE_PATH, line: 3, column: 7 },
      { kind: 'file' as const, path: STORE_PATH, line: 3, column: 7 },
      { kind: 'environment' as const, name: 'OPENAI_API_KEY' },
      { kind: 'command' as const, argv: ['claude', '--version'], code: 1 },
    ]
    expect(render(aReport([aCheck({ findings: [aFinding({ evidence })] })]))).toBe(
      [
        '✖ error: It is broken.',
        '  where ~/.clawdbot/agents/main/agent/auth-profiles.json:3:7',
        '  where environment variable OPENAI_API_KEY',
        '  why   It matters.',
        '  next  Mend it.',
        '  check auth/some · agent main, profile anthropic:work',
        '',
        '1 error; 0 checks passed.',
        '',
      ].join('\n'),
    )
  })

  it('tells errors before warnings, whatever the order of the checks', () => {
    const text = render(aReport([aCheck({ findings: [cause] }), aCheck({ findings: [aFinding()] })]))
    expect(heads(text)).toEqual([
      '✖ error: It is broken.',
      '▲ warning: The cause.',
      '1 error, 1 warning; 0 checks passed.',
    ])
  })

  it('tells a symptom at its cause, which is then as bad, and counts the two as one', () => {
    const text = render(aReport([aCheck({ findings: [symptom] }), aCheck({ findings: [cause] })]))
    expect(heads(text)).toEqual(['✖ error: The cause.', '1 error; 0 checks passed.'])
    expect(text).toContain('\n  so    The symptom.\n')
  })

  it('tells a symptom of two causes once, at the one it names first', () => {
    const other = aFinding({ messageId: 'other', severity: 'warning', what: 'The other cause.' })
    const both = { ...symptom, causedBy: ['other', 'cause'] }
    const text = render(aReport([aCheck({ findings: [cause, other, both] })]))
    expect(heads(text)).toEqual([
      '✖ error: The other cause.',
      '▲ warning: The cause.',
      '1 error, 1 warning; 0 checks passed.',
    ])
    expect(text.match(/The symptom/g)).toHaveLength(1)
  })

  it('tells a symptom of a symptom at the first cause, and the same words once', () => {
    const far = aFinding({ messageId: 'far', what: 'The symptom.', causedBy: ['symptom'] })
    const text = render(aReport([aCheck({ findings: [far, symptom, cause] })]))
    expect(heads(text)).toEqual(['✖ error: The cause.', '1 error; 0 checks passed.'])
    expect(text.match(/The symptom/g)).toHaveLength(1)
  })

  it('tells the worst of what follows, and of the rest how many there are and of which checks', () => {
    const follows = (check: string, ...messageIds: readonly string[]) =>
      aCheck({
        id: check,
        findings: messageIds.map((messageId) =>
          aFinding({
            messageId,
            severity: messageId === 'worst' ? 'error' : 'warning',
            what: `It is ${messageId}.`,
            causedBy: ['cause'],
          }),
        ),
      })
    const report = aReport([
      follows('auth/order', 'dead', 'hidden'),
      follows('auth/missing', 'worst'),
      follows('auth/probe', 'rejected'),
      aCheck({ findings: [cause] }),
    ])
    expect(render(report)).toContain(
      [
        'error: The cause.',
        '  so    It is worst.',
        '  so    3 more: auth/order (2), auth/probe (--verbose tells each)',
        '  why',
      ].join('\n'),
    )
    expect(heads(render(report, true))).toHaveLength(7)
  })

  it('tells a symptom by itself where its cause is not told', () => {
    const text = render(aReport([aCheck({ findings: [{ ...symptom, causedBy: ['note', 'gone'] }, note] })]))
    expect(heads(text)[0]).toBe('✖ error: The symptom.')
  })

  it('keeps notes, passes and skips for --verbose, which folds nothing', () => {
    const report = aReport([
      aCheck({ findings: [cause, symptom, note] }),
      aCheck({ id: 'auth/good', durationMs: 1.6 }),
      aCheck({ id: 'auth/idle', outcome: 'skip', reason: 'nothing to judge' }),
    ])
    expect(heads(render(report))).toEqual([
      '✖ error: The cause.',
      '1 error; 1 check passed, 1 skipped, 1 note (--verbose).',
    ])
    const text = render(report, true)
    expect(heads(text)).toEqual([
      '✖ error: The symptom.',
      '▲ warning: The cause.',
      '• note: A note.',
      '✖ auth/some: 1 error, 1 warning, 1 note, 3 ms',
      '1 error, 1 warning; 1 check passed, 1 skipped, 1 note.',
    ])
    expect(text).toContain('✔ auth/good: pass, 2 ms\n○ auth/idle: skip (nothing to judge), 3 ms')
  })

  it('counts no check as passed where nothing but notes was found', () => {
    const report = aReport([aCheck({ findings: [note] })])
    expect(render(report)).toContain('Nothing wrong was found on this machine; 1 note (--verbose).')
    expect(render(report, true)).toContain('Nothing wrong was found on this machine; 1 note.')
  })

  it('does not say a place again that the first line has, unless it knows the line', () => {
    const what = `The link ~/a leads nowhere, and ODD is set; HOME is ${HOME}.`
    const evidence = [
      { kind: 'file' as const, path: `${HOME}/a` },
      { kind: 'file' as const, path: HOME },
      { kind: 'environment' as const, name: 'ODD' },
    ]
    expect(render(aReport([aCheck({ findings: [aFinding({ what, evidence })] })]))).not.toContain('  where')
    const at = [{ kind: 'file' as const, path: `${HOME}/a`, line: 2, column: 1 }]
    const text = render(aReport([aCheck({ findings: [aFinding({ what, evidence: at })] })]))
    expect(text).toContain('\n  where ~/a:2:1\n')
  })

  it('does not say a subject that only repeats its check', () => {
    const finding = aFinding({ subject: 'claude/credentials:file' })
    const text = render(aReport([aCheck({ id: 'claude/credentials', findings: [finding] })]))
    expect(text).toContain('\n  check claude/credentials\n')
  })

  it('leaves the next step out where there is none', () => {
    expect(render(aReport([aCheck({ findings: [aFinding({ next: null })] })]))).not.toContain('next')
  })

  it('names a check that broke, one without an answer, and a plugin that was turned away', () => {
    const report = aReport(
      [
        aCheck({ id: 'third/crash', outcome: 'error', reason: 'it threw' }),
        aCheck({ id: 'third/late', outcome: 'timeout', reason: 'it took longer than 50 ms' }),
      ],
      { rejectedPlugins: [{ id: 'third', reason: 'it has no id' }] },
    )
    expect(heads(render(report))).toEqual([
      '✖ error: The check third/crash could not be judged: it threw.',
      '✖ error: The check third/late gave no answer: it took longer than 50 ms.',
      '✖ error: The plugin third was not loaded: it has no id.',
      '2 checks not judged, 1 plugin not loaded; 0 checks passed.',
    ])
  })

  it('claims of a healthy machine no more than was seen on it', () => {
    const report = aReport([
      aCheck(),
      aCheck({ outcome: 'skip', reason: 'n/a' }),
      aCheck({ findings: [note] }),
    ])
    expect(render(report)).toBe(
      '✔ Nothing wrong was found on this machine; 1 check passed, 1 skipped, 1 note (--verbose).\n',
    )
  })

  it('does without colours and signs where there are none', () => {
    const report = aReport([aCheck({ findings: [aFinding()] })])
    const text = render(report, true, { unicode: false })
    expect(text).toMatch(/^x error: /)
    expect(text).toMatch(/^[\n\x20-\x7e]*$/)
    expect(render(report, false, { color: true })).toContain('\u001b[')
  })

  it('fits 40 columns, but for what has to be copied in one piece', () => {
    const finding = aFinding({
      what: 'The profile anthropic:claude-cli of agent main expired 3 h ago and cannot renew itself.',
      next: 'Run `clawdbot models auth setup-token --provider anthropic`, then look again at what is there.',
      evidence: [{ kind: 'file', path: `${HOME}/a/b` }],
    })
    const report = aReport([aCheck({ findings: [finding, { ...cause, causedBy: [] }] })])
    const lines = render(report, true, { width: 40 }).split('\n')
    const long = lines.filter((line) => line.length > 40)
    expect(long.map((line) => line.trim())).toEqual([
      expect.stringContaining('`clawdbot models auth setup-token --provider anthropic`'),
    ])
    expect(lines[0]).toBe('✖ error: The profile')
  })
})
