import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/app/refusal.js'
import { type AskedFormats, reportTargets } from '../../src/app/report-targets.js'
import { stdoutFormat } from '../../src/app/stdout-format.js'
import { FORMATS } from '../../src/report/formats/format.js'

const CWD = resolve('/some/where')
const asked = (over: Partial<AskedFormats>): AskedFormats => ({
  json: false,
  format: undefined,
  output: [],
  ...over,
})
const targets = (over: Partial<AskedFormats>) => reportTargets(asked(over), CWD)

const refusal = (over: Partial<AskedFormats>): Refusal => {
  try {
    targets(over)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('a file that the report goes to', () => {
  it.each([
    ['r.txt', 'text'],
    ['r.json', 'json'],
    ['r.md', 'markdown'],
    ['r.html', 'html'],
    ['r.sarif', 'sarif'],
    ['r.sarif.json', 'sarif'],
    ['r.xml', 'junit'],
    ['r.prom', 'openmetrics'],
    ['R.HTML', 'html'],
    ['foo:bar.html', 'html'],
    ['C:\\reports\\r.html', 'html'],
  ])('%s is %s by its ending', (name, format) => {
    expect(targets({ output: [name] })).toEqual({
      stdout: 'text',
      files: [{ format, name, path: resolve(CWD, name) }],
    })
  })

  it.each(FORMATS)('may be said to be %s, whatever its ending', (format) => {
    expect(targets({ output: [`${format}:a:b.html`] }).files).toEqual([
      { format, name: 'a:b.html', path: resolve(CWD, 'a:b.html') },
    ])
  })

  it.each(['report', 'report.yaml', 'yaml:report.yml', 'json', '.html/'])(
    'is refused with the list of endings where %s tells none',
    (name) => {
      const { code, exitCode, message, hint } = refusal({ output: ['fine.html', name] })
      expect({ code, exitCode }).toEqual({ code: 'BAD_FLAG', exitCode: 3 })
      expect(message).toContain(name)
      for (const ending of ['.txt', '.json', '.md', '.html', '.sarif', '.sarif.json', '.xml', '.prom'])
        expect(hint).toContain(`${ending} (`)
    },
  )

  it.each(['', 'html:'])('is refused where "%s" names none', (value) => {
    expect(refusal({ output: [value] }).message).toContain('names no file')
  })
})

describe('standard output', () => {
  it.each([
    [{}, 'text'],
    [{ json: true }, 'json'],
    [{ json: true, format: 'json' as const }, 'json'],
    [{ format: 'html' as const }, 'html'],
    [{ output: ['-'] }, 'text'],
    [{ output: ['-'], format: 'sarif' as const }, 'sarif'],
    [{ output: ['junit:-'] }, 'junit'],
    [{ output: ['junit:-', 'a.html'], format: 'junit' as const }, 'junit'],
  ])('given %j is %s', (over, format) => {
    expect(targets(over).stdout).toBe(format)
  })

  it.each([
    { json: true, format: 'html' as const },
    { json: true, output: ['text:-'] },
    { format: 'html' as const, output: ['sarif:-'] },
    { output: ['html:-', 'sarif:-'] },
  ])('cannot be two documents: %j', (over) => {
    expect(refusal(over).message).toMatch(/^Standard output can be one document only, and both \w+ and \w+/)
  })
})

describe('the format that a failure is told in', () => {
  it.each([
    ['doctor', null],
    ['doctor --json', 'json'],
    ['doctor --format json', 'json'],
    ['doctor --format=json --wrong', 'json'],
    ['doctor --format nagios', 'nagios'],
    ['doctor --output nagios:-', 'nagios'],
    ['doctor --output=json:-', 'json'],
    ['doctor --output json:file', null],
    ['doctor --format', null],
    ['doctor --format json --format html', 'json'],
    ['doctor --format html --json', 'json'],
    ['doctor -- --json', null],
    ['doctor -- --format json', null],
  ])('`%s` asks for %s', (line, format) => {
    expect(stdoutFormat(line.split(' '))).toBe(format)
  })

  it('is the one that the report would have had', () => {
    const flags = fc.array(
      fc.oneof(
        fc.constantFrom(...FORMATS).map((format) => ({ format })),
        fc.constantFrom(...FORMATS).map((format) => ({ output: `${format}:-` })),
        fc.constantFrom('a.html', 'junit:b').map((output) => ({ output })),
      ),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(flags, fc.boolean(), (each, json) => {
        const format = each.find((flag) => 'format' in flag)?.format
        const output = each.flatMap((flag) => ('output' in flag ? [flag.output] : []))
        const argv = [
          ...(json ? ['--json'] : []),
          ...(format === undefined ? [] : ['--format', format]),
          ...output.map((value) => `--output=${value}`),
        ]
        let stdout: string
        try {
          stdout = targets({ json, format, output }).stdout
        } catch {
          return
        }
        expect(stdoutFormat(argv) ?? 'text').toBe(stdout)
      }),
    )
  })
})
