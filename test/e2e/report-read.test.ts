import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { SealedReport } from '../../src/report/sealed/schema.js'
import { sealedExample } from '../support/sealed-example.js'
import { type FileContent, makeHome, runCli } from './cli.js'
import { faultsBy } from './schemas.js'
import { inTerminal } from './terminal.js'

const changed = (): SealedReport => {
  const after = structuredClone(sealedExample())
  const [credential] = after.credentials
  if (credential !== undefined)
    Object.assign(credential, { secret: '[anthropic-oauth-access 00ff00ff00ff]', state: 'ok' })
  for (const check of after.report.checks)
    if (check.id === 'auth/expiry') Object.assign(check, { findings: [], outcome: 'pass' })
  return { ...after, createdAt: '2026-01-16T12:00:00.000Z' }
}

/** Cursor moves, a title for the window, text that turns round, and a byte that begins an escape sequence by itself. */
const NASTY = '\u001b[2J\u001b]0;owned\u0007\u202eab\u009b31m'

const nasty = (): SealedReport => {
  const report = structuredClone(sealedExample())
  const text = JSON.stringify(report)
    .replaceAll('anthropic:dead', JSON.stringify(NASTY).slice(1, -1))
    .replaceAll(
      '"warnWithinMs":86400000',
      `"warnWithinMs":86400000,${JSON.stringify(NASTY)}:[${JSON.stringify(NASTY)}]`,
    )
  return JSON.parse(text)
}

const FILES: Readonly<Record<string, FileContent>> = {
  'before.json': { json: sealedExample() },
  'after.json': { json: changed() },
  'nasty.json': { json: nasty() },
  'elsewhere.json': { json: sealedExample({ case: { id: 'another', findingKey: 'beef'.repeat(16) } }) },
}

const home = makeHome(FILES)
const report = (...words: readonly string[]) => runCli(['report', ...words], { home })

// Controls that a terminal acts upon, and marks that turn the order of a text; a line feed is none of them.
const ACTS = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u

describe('report show', () => {
  it('tells the cause first, then the findings as the doctor does, and what the report holds', async () => {
    const { code, stdout } = await report('show', 'before.json')
    expect(code).toBe(0)
    const cause = 'The login in ~/.claude/.credentials.json expired 26 h ago'
    expect(stdout).toContain(`First to look at: ${cause}`)
    const order = [
      'Report of [host',
      'First to look at',
      '✖ error:',
      '\nCredentials',
      '\nWhat is used',
      '\nIn the archive',
    ]
    const places = order.map((words) => stdout.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('shows a check with its findings, their evidence, and the facts it judges', async () => {
    const { stdout } = await report('show', 'before.json', '--check', 'auth/prof*')
    expect(stdout).toContain('auth/profile-order: 1 warning')
    expect(stdout).toContain('fact  clawdbot/stores: ok')
    expect(stdout).toContain('auth-profiles.json:10:20')
    expect(stdout).not.toContain('auth/expiry')
    const { stdout: json } = await report('show', 'before.json', '--check', 'auth/prof*', '--json')
    const parts = JSON.parse(json)
    expect(faultsBy('report-parts.v1.json')(parts)).toEqual([])
    expect(parts.checks[0].facts.map(({ id }: { id: string }) => id)).toContain('clawdbot/stores')
  })

  it.each([
    ['host/clock', /"now": 1768478400000/],
    ['host/clock#/now', /^host\/clock#\/now \(ok, 0 ms\)\n1768478400000\n$/],
    ['clawdbot/stores#/0/store/profiles', /"token": "\[anthropic-oauth-access 8f21c3d04b6e\]"/],
    ['gateway/p*', /gateway\/processes \(denied: \/proc may not be read\)\n\ngateway\/port \(timeout/],
  ])('shows the fact %s', async (asked, shown) => {
    const { code, stdout } = await report('show', 'before.json', '--fact', asked)
    expect(stdout).toMatch(shown)
    expect(code).toBe(0)
  })

  it.each([
    [['--check', 'auth/expirey'], 'Did you mean "auth/expiry"?'],
    [['--fact', 'clawdbot/confg'], 'Did you mean "clawdbot/config"?'],
    [['--fact', 'clawdbot/config#/config/auht/order'], 'Did you mean /config/auth?'],
    [['--fact', 'clawdbot/config#/config/zzzzzzzz'], 'At /config there are: agents, model'],
    [['--fact', 'host/clock#/now/deeper'], 'Nothing is below /now.'],
    [['--fact', 'host/clock#now'], 'It begins with a slash: host/clock#/now.'],
  ])('refuses %j with the name that may be meant', async (words, hint) => {
    const { code, stderr, stdout } = await report('show', 'before.json', ...words)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain(hint)
  })

  it('prints with --json the report itself', async () => {
    const { stdout } = await report('show', 'before.json', '--json')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(sealedExample())))
  })
})

describe('report diff', () => {
  it('tells what is gone, what persists, and which token was replaced', async () => {
    const { code, stdout } = await report('diff', 'before.json', 'after.json')
    expect(code).toBe(0)
    expect(stdout).toMatch(/\nGone \(1\)\n {2}✔ error: The profile anthropic:claude-cli/)
    expect(stdout).toContain('Still there (3)')
    expect(stdout).toContain('auth/expiry: fail became pass')
    expect(stdout).toContain('its token was replaced')
    expect(stdout).not.toContain('Nothing differs')
  })

  it('says plainly when nothing differs, and ends with 1 only where that was asked for', async () => {
    const same = await report('diff', 'before.json', 'before.json', '--exit-code')
    expect(same.stdout).toContain('Nothing differs.')
    expect(same.code).toBe(0)
    expect((await report('diff', 'before.json', 'after.json', '--exit-code')).code).toBe(1)
  })

  it('prints one document that is as its schema says, and Markdown that is no markup of the report', async () => {
    const { stdout } = await report('diff', 'before.json', 'after.json', '--json')
    expect(faultsBy('report-diff.v1.json')(JSON.parse(stdout))).toEqual([])
    const markdown = await report('diff', 'before.json', 'after.json', '--markdown')
    expect(markdown.stdout).toMatch(/^# What differs between two support reports\n/)
    expect(markdown.stdout).toContain('\n## Gone (1)\n')
  })

  it('says that names mean different things in two cases', async () => {
    const { stdout } = await report('diff', 'before.json', 'elsewhere.json')
    expect(stdout).toContain('They are of two cases')
    expect(stdout).toContain('Still there (4)')
  })

  it('fits a narrow terminal', async () => {
    const { code, raw } = await inTerminal(['report', 'diff', 'before.json', 'after.json'], {
      home,
      columns: 40,
      before: `cd ${home}`,
    })
    expect(code).toBe(0)
    const lines = stripVTControlCharacters(raw).split(/\r?\n/)
    expect(lines).toContain('Still there (3)')
    const hasRoom = (line: string): boolean =>
      line
        .trim()
        .split(' ')
        .every((word) => word.length < 25)
    expect(lines.filter((line) => line.length > 40 && hasRoom(line))).toEqual([])
  })
})

describe('report convert', () => {
  it.each([
    ['text', /✖ error: The login/],
    ['markdown', /^# Clawdbot doctor: /],
    ['html', /^<!doctype html>/],
    ['sarif', /"version": "2\.1\.0"/],
    ['junit', /^<\?xml /],
    ['openmetrics', /# EOF\n$/],
    ['nagios', /^CLAWDBOT /],
    ['json', /"reportVersion": 1/],
  ])('writes %s, to standard output and to a file', async (format, shape) => {
    const { code, stdout, stderr } = await report('convert', 'before.json', '--format', format)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(shape)
    const file = join(home, `out-${format}`)
    const written = await report('convert', 'before.json', '--format', format, '--output', file)
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: '' })
  })

  it('makes of a report the whole page, which fetches nothing', async () => {
    const { stdout } = await report('convert', 'before.json', '--format', 'html')
    expect(stdout).toMatch(/http-equiv="Content-Security-Policy" content="default-src/i)
    expect(stdout).toContain('report-data')
  })

  it('refuses a folder that is not there before it reads anything', async () => {
    const { code, stderr } = await report(
      'convert',
      'nowhere.json',
      '--format',
      'html',
      '--output',
      'no/x.html',
    )
    expect(code).toBe(3)
    expect(stderr).toContain('there is no folder')
  })
})

describe('a report of a stranger', () => {
  it.each([
    ['show', 'nasty.json'],
    ['show', 'nasty.json', '--verbose'],
    ['show', 'nasty.json', '--check', '*/*', '--verbose'],
    ['show', 'nasty.json', '--fact', '*/*'],
    ['diff', 'before.json', 'nasty.json', '--verbose'],
    ['diff', 'before.json', 'nasty.json', '--markdown'],
    ['replay', 'nasty.json', '--verbose'],
    ['summarise', 'nasty.json'],
    ['convert', 'nasty.json'],
  ])('tells a terminal nothing to do: %s %s %s %s %s', async (...words) => {
    const { stdout, stderr } = await report(...words)
    expect(`${stdout}${stderr}`.replaceAll('\n', ' ')).not.toMatch(ACTS)
    expect(stdout.length).toBeGreaterThan(100)
  })
})
