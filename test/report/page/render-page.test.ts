import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../../src/report/page/render-page.js'
import type { SealedReport } from '../../../src/report/sealed/schema.js'
import { sealedExample } from '../../support/sealed-example.js'
import { arbitraryReport, markOf } from '../formats/arbitrary-report.js'
import { attributeOf, elementsIn, textOf } from './reading.js'

const assets = { script: 'addEventListener("x", () => {})', style: '.x{color:red}' }
const example = sealedExample()
const page = renderPage(example, assets)

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const policyOf = (html: string): string => {
  const [meta] = elementsIn(html, 'meta').filter((each) => attributeOf(each, 'http-equiv') !== undefined)
  return meta === undefined ? '' : (attributeOf(meta, 'content') ?? '')
}

const scriptsIn = (html: string) => elementsIn(html, 'script')

describe('the page of a support report', () => {
  it('is the same bytes for the same report', () => {
    expect(renderPage(sealedExample(), { ...assets })).toBe(page)
  })

  it('lets its own style and script act, and nothing else', () => {
    const [data, script, ...others] = scriptsIn(page).map(textOf)
    const [style, ...styles] = elementsIn(page, 'style').map(textOf)
    expect([others, styles]).toEqual([[], []])
    expect(policyOf(page).split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashOf(style ?? '')}`,
      "base-uri 'none'",
      "form-action 'none'",
      `script-src ${hashOf(script ?? '')}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect(data).not.toContain('<')
    expect(page).not.toMatch(/<link|<img|<iframe|\sstyle=|\son\w+=|@import/)
  })

  it('holds the whole report as data, and nothing in it can end that', () => {
    const host = '</script><script>alert(1)</script><!--\u2028'
    const hostile = sealedExample({ host })
    const [data, ...others] = scriptsIn(renderPage(hostile, assets))
    expect(others).toHaveLength(1)
    expect(JSON.parse(textOf(data ?? fail()))).toEqual(JSON.parse(JSON.stringify(hostile)))
  })

  it('refuses a script that would end its own element', () => {
    for (const script of ['"</script>"', '"</SCRIPT "', '"<!--"'])
      expect(() => renderPage(example, { ...assets, script })).toThrow(TypeError)
  })

  it('shows every finding once, whatever stands in a report, and makes no markup of it', () => {
    const known = new Set(elementNames(page))
    for (const name of [
      'ul',
      'li',
      'pre',
      'span',
      'strong',
      'summary',
      'details',
      'p',
      'h2',
      'article',
      'em',
    ])
      known.add(name)
    fc.assert(
      fc.property(arbitraryReport, fc.string({ unit: 'binary' }), (report, text) => {
        const html = renderPage(hostileReport(report, text), assets)
        const shown = textOf(elementsIn(html, 'main')[0] ?? fail())
        for (const { finding } of report.checks.flatMap(({ findings }) =>
          findings.map((finding) => ({ finding })),
        ))
          expect(shown).toContain(markOf(finding.id))
        expect(elementNames(html).filter((name) => !known.has(name))).toEqual([])
        expect(scriptsIn(html)).toHaveLength(2)
        expect(html).not.toMatch(/\sstyle="|\son\w+="/)
      }),
      { numRuns: 60 },
    )
  })

  it('stays small beside a report, however many findings there are', () => {
    const finding = example.report.checks.flatMap(({ findings }) => findings)[0] ?? fail()
    const findings = Array.from({ length: 10_000 }, (_, index) => ({
      ...finding,
      id: `${index}`,
      causedBy: [],
    }))
    const [check, ...others] = example.report.checks
    const many = sealedExample({
      report: { ...example.report, checks: [{ ...(check ?? fail()), outcome: 'fail', findings }, ...others] },
    })
    const html = renderPage(many, assets)
    expect(html.length - JSON.stringify(many).length).toBeLessThan(5_000_000)
    expect(elementsIn(html, 'article').length).toBeLessThan(200)
    expect(html).toContain('one line each')
  })
})

const fail = (): never => {
  throw new TypeError('it is not there')
}

const elementNames = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(/<([a-z][\w-]*)[\s>]/g)].map(([, name]) => name ?? '')),
]

/** A report with a text of somebody else's in every part of it that is not of the checks. */
const hostileReport = (report: SealedReport['report'], text: string): SealedReport => ({
  ...example,
  report,
  host: text,
  case: { ...example.case, id: text },
  plugins: [{ id: text, version: text, origin: text }],
  facts: [
    {
      id: text,
      status: 'ok',
      reason: text,
      durationMs: 1,
      value: { [text]: [text, { $secret: { pseudonym: text } }] },
    },
  ],
  credentials: example.credentials.map((each) => ({
    ...each,
    agent: text,
    provider: text,
    name: text,
    secret: text,
  })),
  choices: example.choices.map((each) => ({
    ...each,
    agent: text,
    provider: text,
    answer: text,
    shadowed: [text],
    trace: each.trace.map((entry) => ({ ...entry, name: text, why: text, owner: text })),
  })),
  included: [{ name: text, path: text, bytes: 1, cut: true }],
})
