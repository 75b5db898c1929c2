import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../../src/report/formats/format.js'
import { renderReport } from '../../../src/report/formats/render.js'
import type { Report } from '../../../src/report/schema.js'
import { arbitraryReport, markOf } from './arbitrary-report.js'
import { hasParser, readOpenmetrics } from './openmetrics-parser.js'
import { readHtml, readJunit, readMarkdown, readSarif } from './readers.js'

const options = {
  style: { width: 80, color: false, unicode: true },
  verbose: true,
  cli: 'clawdbot-doctor',
}

const findingsOf = ({ checks }: Report) => checks.flatMap(({ findings }) => findings)

const lostIn = (report: Report, text: string): readonly string[] =>
  findingsOf(report)
    .map(({ id }) => id)
    .filter((id) => !text.includes(markOf(id)))

/** Every text below a node of Markdown or HTML. */
const textOf = (node: object): string => {
  const own = 'value' in node && typeof node.value === 'string' ? node.value : ''
  const nested = 'childNodes' in node ? node.childNodes : 'children' in node ? node.children : []
  return own + (Array.isArray(nested) ? nested.map((each: object) => textOf(each)).join('') : '')
}

const typesOf = (node: object): readonly string[] => [
  'type' in node ? String(node.type) : '',
  ...('children' in node && Array.isArray(node.children)
    ? node.children.flatMap((each: object) => typesOf(each))
    : []),
]

const namesOf = (node: object): readonly string[] => [
  'nodeName' in node ? String(node.nodeName) : '',
  ...('childNodes' in node && Array.isArray(node.childNodes)
    ? node.childNodes.flatMap((each: object) => namesOf(each))
    : []),
]

const always = (property: (report: Report) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(arbitraryReport, property), { numRuns: 80 })

describe('a report with anything in it', () => {
  it.each(FORMATS)('is the same %s every time', (format) =>
    always(async (report) => {
      const once = await renderReport(report, format, options)
      expect(await renderReport(structuredClone(report), format, options)).toBe(once)
      expect(once.endsWith('\n')).toBe(true)
    }),
  )

  it('is text that a terminal does not act on, with every finding', () =>
    always(async (report) => {
      const text = await renderReport(report, 'text', options)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      expect(lostIn(report, text.replaceAll(/\s+/g, ''))).toEqual([])
    }))

  it('is JSON that says all of it', () =>
    always(async (report) => {
      const plain: unknown = JSON.parse(JSON.stringify(report))
      expect(JSON.parse(await renderReport(report, 'json', options))).toEqual(plain)
    }))

  it('is Markdown in which nothing of it is markup, with every finding as a heading', () =>
    always(async (report) => {
      const tree = readMarkdown(await renderReport(report, 'markdown', options))
      const types = new Set(typesOf(tree))
      for (const type of ['html', 'link', 'image', 'blockquote', 'code', 'thematicBreak', 'definition'])
        expect(types).not.toContain(type)
      const headings = tree.children.filter((node) => node.type === 'heading')
      expect(headings.filter(({ depth }) => depth === 3)).toHaveLength(findingsOf(report).length)
      expect(headings.filter(({ depth }) => depth === 1)).toHaveLength(1)
      expect(lostIn(report, textOf({ children: headings }))).toEqual([])
      const [checks] = tree.children.filter((node) => node.type === 'table')
      expect(checks?.children).toHaveLength(report.checks.length + 1)
      expect(new Set(checks?.children.map((row) => row.children.length))).toEqual(new Set([4]))
    }))

  it('is HTML that no browser has to guess at, with every finding and without a script', () =>
    always(async (report) => {
      const page = readHtml(await renderReport(report, 'html', options))
      const names = namesOf(page)
      for (const name of ['script', 'img', 'iframe', 'link', 'object', 'form'])
        expect(names).not.toContain(name)
      expect(names.filter((name) => name === 'article').length).toBeLessThanOrEqual(findingsOf(report).length)
      expect(lostIn(report, textOf(page))).toEqual([])
    }))

  it('is SARIF by its schema, with a result for every finding and a rule for every result', () =>
    always(async (report) => {
      const log = readSarif(await renderReport(report, 'sarif', options))
      const [run] = log.runs
      const ids = run?.results?.map(({ partialFingerprints = {} }) => Object.values(partialFingerprints)[0])
      expect(ids).toEqual(findingsOf(report).map(({ id }) => id))
      for (const { ruleId, ruleIndex = -1 } of run?.results ?? [])
        expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId)
    }))

  it('is JUnit by its schema, with every check as a test case and every finding in one', () =>
    always(async (report) => {
      const root = readJunit(await renderReport(report, 'junit', options))
      expect(lostIn(report, root.text)).toEqual([])
      const cases = root.children.flatMap(({ children }) =>
        children.filter(({ name }) => name === 'testcase'),
      )
      const { interrupted = [] } = report
      expect(cases).toHaveLength(report.checks.length + report.rejectedPlugins.length + interrupted.length)
      expect(root.attributes.tests).toBe(String(cases.length))
      for (const [count, name] of [
        ['failures', 'failure'],
        ['errors', 'error'],
      ] as const)
        expect(root.attributes[count]).toBe(
          String(cases.filter(({ children }) => children.some((child) => child.name === name)).length),
        )
    }))

  it('is for Nagios a line with one pipe, then lines with none, and every finding', () =>
    always(async (report) => {
      const text = await renderReport(report, 'nagios', options)
      const [first = '', ...rest] = text.trimEnd().split('\n')
      expect(first).toMatch(/^CLAWDBOT (OK|WARNING|CRITICAL|UNKNOWN) - [^|]+ \| [\w=;.: ]+$/)
      expect(rest.join('')).not.toContain('|')
      expect(rest).toHaveLength(
        findingsOf(report).length +
          report.checks.filter(({ outcome }) => outcome === 'error' || outcome === 'timeout').length +
          report.rejectedPlugins.length +
          (report.interrupted ?? []).length +
          report.changes.length,
      )
      expect(lostIn(report, rest.join(''))).toEqual([])
    }))

  it.skipIf(!hasParser)('is OpenMetrics to its own parser, with a series for every finding', async () => {
    const reports = fc.sample(arbitraryReport, 150)
    const documents = await Promise.all(reports.map((report) => renderReport(report, 'openmetrics', options)))
    for (const [index, families] of readOpenmetrics(documents).entries()) {
      const info = families.find(({ name }) => name === 'clawdbot_doctor_finding_info')
      const ids = reports[index] === undefined ? [] : findingsOf(reports[index]).map(({ id }) => id)
      expect(info?.samples.map(({ labels }) => labels.id)).toEqual(ids)
    }
  })
})
