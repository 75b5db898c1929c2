import fc from 'fast-check'
import type { Report, ReportCheck, ReportFinding } from '../../../src/report/schema.js'
import { aChange, aReport } from '../documents.js'

const NASTY = [
  ']]>',
  '<!-- -->',
  '--!>',
  '</style><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</summary></details>',
  '| a | b |\n| - | - |',
  '``code` `',
  '# heading\n\n- list\n\n> quote',
  '[text](javascript:alert(1)) ![i](x)',
  '{0} {{1}} }',
  '"\'\\',
  'a\r\nb\rc\n',
  '\u202eright to left\u2066',
  'مرحبا שלום',
  '\ud800 lone',
  '\u0000\u0007\u001b[31mred\u001b[0m\u009b1m',
  '\ufffe\uffff\ufeff\u2028\u2029\u0085',
  '👩‍👩‍👧‍👦 e\u0301',
  '# EOF',
  'CLAWDBOT OK - fine | x=1',
  '&amp; &lt; &#0;',
  '  spaces  ',
  '',
  'x'.repeat(9000),
  'javascript:alert(1)',
  'https://example.org/ä ö"<',
] as const

/** Any sequence of UTF-16 code units, halves of characters included. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes))

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string(), units)

const severity = fc.constantFrom('error' as const, 'warning' as const, 'info' as const)

const evidence = fc.oneof(
  fc.record(
    { kind: fc.constant('file' as const), path: text, line: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: ['kind', 'path'] },
  ),
  fc.record({ kind: fc.constant('file' as const), path: text.map((end) => `/home/ada/${end}`) }),
  fc.record({ kind: fc.constant('environment' as const), name: text }),
  fc.record({ kind: fc.constant('command' as const), argv: fc.array(text), code: fc.constant(null) }),
  fc.record({ kind: fc.constant('value' as const), fact: text, pointer: text, value: text }),
)

const suppressed = fc.record({
  by: fc.constantFrom('config' as const, 'baseline' as const),
  reason: fc.option(text),
  owner: fc.option(text),
  until: fc.option(text),
})

const returned = fc.record({ why: fc.constantFrom('ended' as const, 'changed' as const), note: text })

const finding: fc.Arbitrary<Omit<ReportFinding, 'id' | 'causedBy'>> = fc
  .record({
    messageId: text,
    subject: text,
    severity,
    what: text,
    why: text,
    next: fc.option(text),
    data: fc.record({ agent: text, profile: text, expiresAt: fc.oneof(fc.double(), fc.integer()) }),
    evidence: fc.array(evidence, { maxLength: 3 }),
    fixes: fc.array(text, { maxLength: 1 }),
    suppressed: fc.option(suppressed, { nil: undefined, freq: 3 }),
    returned: fc.option(returned, { nil: undefined, freq: 3 }),
  })
  .map(({ suppressed, returned, ...rest }) => ({
    ...rest,
    ...(suppressed === undefined ? {} : { suppressed }),
    ...(returned === undefined ? {} : { returned }),
  }))

const check: fc.Arbitrary<Omit<ReportCheck, 'findings'>> = fc.record({
  id: text,
  title: text,
  tags: fc.array(text, { maxLength: 2 }),
  docs: text,
  outcome: fc.constantFrom(
    'pass' as const,
    'fail' as const,
    'skip' as const,
    'error' as const,
    'timeout' as const,
  ),
  reason: fc.option(text),
  durationMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
})

/** Told apart in every document: no text above has it, and no format changes a letter. */
export const markOf = (id: string): string => `QZ${id}ZQ`

const marked = (id: string, found: Omit<ReportFinding, 'id' | 'causedBy'>, causes: readonly string[]) => ({
  ...found,
  id,
  what: `${markOf(id)} ${found.what}`,
  causedBy: [...causes],
})

/**
 * Reports with anything in every field that holds text, and with causes that may be missing, or go in circles. Its
 * findings' ids are `F0`, `F1` …, and each has its mark in its first line.
 */
export const arbitraryReport: fc.Arbitrary<Report> = fc
  .record({
    checks: fc.array(fc.record({ check, found: fc.array(finding, { maxLength: 4 }) }), { maxLength: 5 }),
    causes: fc.array(fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 2 }), {
      minLength: 25,
      maxLength: 25,
    }),
    changes: fc.array(
      fc.record({
        title: text,
        subject: text,
        reason: fc.option(text),
        diff: fc.option(text),
        paths: fc.array(text),
      }),
      { maxLength: 2 },
    ),
    interrupted: fc.array(
      fc.record({
        run: text,
        while: fc.constantFrom('making' as const, 'undoing' as const),
        paths: fc.array(text),
      }),
      { maxLength: 2 },
    ),
    rejected: fc.array(fc.record({ id: text, reason: text }), { maxLength: 2 }),
    tool: fc.record({ name: text, version: text }),
    node: text,
    platform: text,
  })
  .map(({ checks, causes, changes, interrupted, rejected, tool, node, platform }) => {
    let next = 0
    const made = checks.map(
      ({ check, found }): ReportCheck => ({
        ...check,
        findings: found.map((each) => {
          const index = next++
          return marked(
            `F${index}`,
            each,
            (causes[index] ?? []).map((cause) => `F${cause}`),
          )
        }),
      }),
    )
    const report = aReport(made, {
      changes: changes.map((change) => aChange(change)),
      rejectedPlugins: rejected,
      interrupted,
      tool,
    })
    return { ...report, run: { ...report.run, node, platform } }
  })
