import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { expectWritable, writeReports } from '../../src/app/report-files.js'
import type { ReportFile } from '../../src/app/report-targets.js'
import type { Format } from '../../src/report/formats/format.js'
import { aCheck, aFinding, aReport } from '../report/documents.js'
import { makeFolder } from '../setup/temp-folder.js'

const report = aReport([aCheck({ findings: [aFinding()] })])
const options = { style: { width: 80, color: false, unicode: true }, verbose: false, cli: 'clawdbot-doctor' }

let folder = ''
beforeEach(async () => {
  folder = await makeFolder()
})

const file = (name: string, format: Format = 'markdown'): ReportFile => ({
  format,
  name,
  path: join(folder, name),
})
const modeOf = (name: string): string => (statSync(join(folder, name)).mode & 0o777).toString(8)
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('a report file', () => {
  it('is new with mode 600, and keeps the mode it has', async () => {
    writeFileSync(join(folder, 'old.md'), 'before')
    chmodSync(join(folder, 'old.md'), 0o644)
    expect(await writeReports(report, [file('new.md'), file('old.md')], options)).toEqual([])
    expect([modeOf('new.md'), modeOf('old.md')]).toEqual(['600', '644'])
    expect(textOf('old.md')).toBe(textOf('new.md'))
    expect(readdirSync(folder).sort()).toEqual(['new.md', 'old.md'])
  })

  it('is written where its link leads', async () => {
    mkdirSync(join(folder, 'real'))
    symlinkSync(join('real', 'r.md'), join(folder, 'link.md'))
    expect(await writeReports(report, [file('link.md')], options)).toEqual([])
    expect(textOf('real/r.md')).toContain('# Clawdbot doctor: broken')
  })

  it('that cannot be written after all is told, and the others are written', async () => {
    const failures = await writeReports(report, [file('gone/a.md'), file('b.md')], options)
    expect(failures).toEqual([
      `The report could not be written to gone/a.md: ${join(folder, 'gone/a.md')}: there is no such file or folder.`,
    ])
    expect(existsSync(join(folder, 'b.md'))).toBe(true)
  })

  it.each(['json', 'sarif', 'markdown', 'html', 'junit', 'openmetrics', 'nagios', 'text'] as const)(
    'as %s holds no secret that a check put into its words',
    async (format) => {
      const secret = `sk-ant-oat01-${'x'.repeat(95)}`
      const leaky = aReport([
        aCheck({ findings: [aFinding({ what: `It is ${secret}.`, subject: `it/${secret}` })] }),
      ])
      await writeReports(leaky, [file('r', format)], options)
      expect(textOf('r')).not.toContain('sk-ant')
      expect(textOf('r')).toContain('[redacted anthropic]')
    },
  )
})

describe('before anything is run', () => {
  it('nothing is made', async () => {
    await expectWritable([file('a.md'), file('b.html', 'html')])
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    ['a folder that is missing is named', 'no/such/a.md', /there is no folder .*no[/\\]such\.$/],
    ['a file on the way is named', 'file/a.md', /there is no folder .*file\.$/],
    ['a folder in the place of the file is named', 'folder', /folder: it is not a regular file\.$/],
    ['a link to a missing folder is named', 'dangling', /there is no folder .*gone\.$/],
    ['a link to itself is named', 'loop', /loop/],
  ])('%s', async (_, name, message) => {
    writeFileSync(join(folder, 'file'), '')
    mkdirSync(join(folder, 'folder'))
    symlinkSync(join('gone', 'a.md'), join(folder, 'dangling'))
    symlinkSync('loop', join(folder, 'loop'))
    await expect(expectWritable([file('fine.md'), file(name)])).rejects.toMatchObject({
      code: 'OUTPUT_FAILED',
      exitCode: 3,
      message: expect.stringMatching(message),
    })
  })

  it('one file for two reports is refused, by whatever names', async () => {
    writeFileSync(join(folder, 'a.md'), '')
    symlinkSync('a.md', join(folder, 'also.md'))
    for (const other of ['a.md', './a.md', 'also.md'])
      await expect(expectWritable([file('a.md'), file(other)])).rejects.toMatchObject({ code: 'BAD_FLAG' })
  })
})
