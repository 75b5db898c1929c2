import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { sealedReportV1 } from '../../src/report/sealed/schema.js'
import { CONFIG, makeHome, runCli } from './cli.js'
import { openTerminal } from './terminal-session.js'

const homeWithConfig = () =>
  makeHome({
    [CONFIG]: { json: { logging: { level: 'info' } } },
    'bin/show': { text: '#!/bin/sh\necho "SHOWN $(wc -c < "$1")"\n', mode: 0o755 },
  })

const ARGS = ['report', 'create', '--include', 'config', '--review', '--output', 'r.tar.gz']
const FILES = [
  'report.json',
  'report.html',
  'redactions.json',
  'included/config/clawdbot.json',
  'manifest.json',
]

/** Lines that are asked and answered one by one, so that each answer can wait for its question. */
const openPlain = (home: string) =>
  openTerminal(ARGS, { home, env: { PAGER: 'show', CLAWDBOT_DOCTOR_PLAIN: '1' } })

const answerEach = async (
  session: ReturnType<typeof openPlain>,
  answers: readonly string[],
): Promise<void> => {
  for (const [index, name] of FILES.entries()) {
    await session.see(`${index + 1} of ${FILES.length}: ${name}`)
    await session.see('SHOWN')
    await session.see('[q]uit')
    session.type(`${answers[index] ?? 'k'}\r`)
  }
  await session.see('and write it? [y/N]')
}

describe('report create --review', { timeout: 90_000 }, () => {
  it('shows each file in the pager, leaves out what was dropped, and asks before it writes', async () => {
    const home = homeWithConfig()
    const session = openPlain(home)
    await answerEach(session, ['k', '', 'k', 'd', 'k'])
    expect(session.shown()).toContain('without included/config/clawdbot.json')
    expect(existsSync(join(home, 'r.tar.gz'))).toBe(false)
    session.type('y\r')
    expect(await session.ended).toMatchObject({ code: 0 })
    const opened = await openArchive(readFileSync(join(home, 'r.tar.gz')))
    if (opened.state !== 'ok') throw new Error(opened.reason)
    expect([...opened.entries.keys()]).toEqual([
      'manifest.json',
      'redactions.json',
      'report.html',
      'report.json',
    ])
    const report = Buffer.from(opened.entries.get('report.json') ?? []).toString('utf8')
    const sealed = sealedReportV1.parse(JSON.parse(report))
    expect(sealed.included).toEqual([])
    expect(sealed.leftOut?.map(({ reason }) => reason)).toEqual(['it was taken out before this was sent'])
  })

  it('drops the page, and nothing without which it is no report', async () => {
    const home = homeWithConfig()
    const session = openPlain(home)
    await session.see('[q]uit')
    session.type('d\r')
    await session.see('Type k, s, q, then Enter.')
    session.type('s\r')
    await session.see('SHOWN')
    session.type('k\r')
    await session.see('2 of 5: report.html')
    await session.see('[q]uit')
    session.type('d\r')
    await session.see('3 of 5: redactions.json')
    await session.see('[q]uit')
    session.type('q\r')
    expect((await session.ended).code).toBe(3)
    expect(existsSync(join(home, 'r.tar.gz'))).toBe(false)
  })

  it('writes nothing where the last answer is no, not even the case', async () => {
    const home = homeWithConfig()
    const session = openPlain(home)
    await answerEach(session, [])
    session.type('\r')
    expect((await session.ended).code).toBe(3)
    expect(existsSync(join(home, 'r.tar.gz'))).toBe(false)
    expect(existsSync(join(home, '.clawdbot/doctor'))).toBe(false)
  })

  it('has a pager of its own', async () => {
    const home = makeHome({})
    const session = openTerminal(['report', 'create', '--review'], { home })
    await session.see('more lines: Enter for the next ones, q to stop')
    session.type('q\r')
    await session.see('eep it')
    session.type('q\r')
    expect((await session.ended).code).toBe(3)
  })

  it('is refused where nobody could look', async () => {
    const result = await runCli(ARGS, { home: homeWithConfig() })
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('nobody is at a terminal')
  })
})

describe('report create on a narrow terminal', { timeout: 90_000 }, () => {
  it('says where the report is and what comes next in forty columns', async () => {
    const home = makeHome({})
    const args = ['report', 'create', '--only', 'host/clock', '--output', 'r.tar.gz']
    const session = openTerminal(args, { home, columns: 40, env: { NO_COLOR: '1' } })
    expect((await session.ended).code).toBe(0)
    const lines = session.shown().split(/\r?\n/)
    const told = lines.slice(lines.findIndex((line) => line.includes('The report is in')))
    expect(told.join('\n')).toContain('`clawdbot report show ~/r.tar.gz`')
    expect(told.filter((line) => line.length > 40 && !/[`/]|\d{4}-/.test(line))).toEqual([])
  })
})
