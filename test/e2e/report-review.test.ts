import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { sealedReportV1 } from '../../src/report/sealed/schema.js'
import { CONFIG, makeHome, runCli } from './cli.js'
import { openTerminal } from './terminal-session.js'

const homeWithLog = () =>
  makeHome({
    [CONFIG]: { json: { logging: { file: '~/gateway.log' } } },
    'gateway.log': 'something happened\n',
    'bin/show': { text: '#!/bin/sh\necho "SHOWN $(wc -c < "$1")"\n', mode: 0o755 },
  })

const ARGS = ['report', 'create', '--include', 'logs', '--review', '--output', 'r.tar.gz']

describe('report create --review', { timeout: 90_000 }, () => {
  it('shows each file in the pager, leaves out what was dropped, and asks before it writes', async () => {
    const home = homeWithLog()
    const session = openTerminal(ARGS, { home, env: { PAGER: 'show' } })
    for (const name of ['report.json', 'report.html', 'redactions.json', 'included/logs/']) {
      await session.see(name)
      await session.see('SHOWN')
      await session.see('eep it')
      session.type(name.startsWith('included') ? 'd\r' : '\r')
    }
    for (;;) {
      const before = session.shown().length
      await Promise.race([session.see('eep it'), session.see('Seal the report')])
      const now = session.shown().slice(before - 200)
      if (now.includes('Seal the report')) break
      session.type(now.includes('manifest.json: ') ? '\r' : 'd\r')
    }
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
    expect(sealed.leftOut?.map(({ reason }) => reason)).toContain('it was taken out before this was sent')
  })

  it('writes nothing for who quits, and nothing where the answer is no', async () => {
    for (const keys of [['q\r'], ['\r', '\r', '\r', '\r', '\r', 'n\r']]) {
      const home = makeHome({})
      const args = ['report', 'create', '--review', '--only', 'host/clock', '--output', 'r.tar.gz']
      const session = openTerminal(args, { home, env: { PAGER: 'true' } })
      for (const key of keys) {
        await Promise.race([session.see('eep it'), session.see('Seal the report'), session.ended])
        session.type(key)
      }
      expect((await session.ended).code).toBe(3)
      expect(existsSync(join(home, 'r.tar.gz'))).toBe(false)
      expect(existsSync(join(home, '.clawdbot'))).toBe(false)
    }
  })

  it('has a pager of its own, in which nothing moves the cursor', async () => {
    const home = makeHome({
      [CONFIG]: { json: { logging: { file: '~/gateway.log' } } },
      'gateway.log': `\u001b[2Jred\n${'line\n'.repeat(100)}`,
    })
    const session = openTerminal(['report', 'create', '--review', '--only', 'host/clock'], { home })
    await session.see('more lines: Enter for the next ones, q to stop')
    session.type('q\r')
    await session.see('eep it')
    session.type('q\r')
    expect((await session.ended).code).toBe(3)
  })

  it('is refused where nobody could look', async () => {
    const result = await runCli(ARGS, { home: homeWithLog() })
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
