import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { type ReportCreated, reportCreateV1 } from '../../src/report/report-create-schema.js'
import { type SealedReport, sealedReportV1 } from '../../src/report/sealed/schema.js'
import { CLAUDE, CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'

const expired = () => Date.now() - 26 * hour

const brokenHome = () =>
  makeHome({
    'bin/claude': CLAUDE,
    [CREDENTIALS]: login(expired(), { refreshToken: '' }),
    [STORE]: {
      json: {
        version: 1,
        profiles: {
          'anthropic:claude-cli': {
            type: 'token',
            provider: 'anthropic',
            token: token('oat', 'access'),
            expires: expired(),
          },
        },
        order: { anthropic: ['anthropic:dead', 'anthropic:claude-cli'] },
      },
    },
    [CONFIG]: {
      json: { logging: { file: '~/gateway.log' }, env: { vars: { ANTHROPIC_API_KEY: token('api', 'env') } } },
    },
    'gateway.log': `${'old line\n'.repeat(40_000)}the last line\n`,
    '.clawdbot/logs/gateway.err.log': '\u0000\u0001binary',
  })

const create = async (home: string, ...args: string[]): Promise<ReportCreated> => {
  const result = await runCli(['report', 'create', '--json', ...args], {
    home,
    env: { PATH: `${home}/bin:/usr/bin:/bin` },
  })
  expect(result.code, result.stdout).toBe(0)
  return reportCreateV1.parse(JSON.parse(result.stdout))
}

const sealedIn = async (file: string | null) => {
  const opened = await openArchive(readFileSync(file ?? ''))
  if (opened.state !== 'ok') throw new Error(opened.reason)
  const text = (name: string): string => Buffer.from(opened.entries.get(name) ?? []).toString('utf8')
  return {
    text,
    names: [...opened.entries.keys()],
    sealed: sealedReportV1.parse(JSON.parse(text('report.json'))),
  }
}

const findings = ({ report }: SealedReport) =>
  report.checks.flatMap((check) => check.findings.map(({ id }) => id))

describe('report create', { timeout: 90_000 }, () => {
  it('changes nothing under the home but the files of its case', async () => {
    const home = brokenHome()
    const before = listing(home)
    mkdirSync(join(home, '../out'), { recursive: true })
    const { case: made } = await create(
      home,
      '--output',
      join(home, '../out', `${process.pid}.tar.gz`),
      '--force',
    )
    const after = Object.entries(listing(home)).filter(([path]) => !path.startsWith('/.clawdbot/doctor'))
    expect(Object.fromEntries(after.filter(([path]) => path !== '/.clawdbot'))).toEqual(
      Object.fromEntries(Object.entries(before).filter(([path]) => path !== '/.clawdbot')),
    )
    expect(lstatSync(made.key ?? '').mode & 0o777).toBe(0o600)
    expect(lstatSync(join(home, '.clawdbot/doctor/cases')).mode & 0o777).toBe(0o700)
  })

  it('writes one private file with a page, the facts, what was removed and what was left out', async () => {
    const home = brokenHome()
    const created = await create(home, '--include', 'logs,config')
    expect(lstatSync(created.file ?? '').mode & 0o777).toBe(0o600)
    const { sealed, names, text } = await sealedIn(created.file)
    // The gateway's own logs are in one place for all of a machine.
    expect(names.filter((name) => !name.startsWith('included/logs/clawdbot-'))).toEqual([
      'included/config/clawdbot.json',
      'included/logs/gateway.log',
      'manifest.json',
      'redactions.json',
      'report.html',
      'report.json',
    ])
    expect(text('included/logs/gateway.log')).toMatch(/^old line\n(?:.*\n)*the last line\n$/)
    expect(sealed.included.find(({ name }) => name.endsWith('gateway.log'))).toMatchObject({ cut: true })
    expect(sealed.leftOut?.map(({ reason }) => reason)).toEqual(['it is not text'])
    expect(sealed.choices.map(({ provider, answer }) => [provider, answer])).toEqual([
      ['anthropic', 'Agent main would use ANTHROPIC_API_KEY: every request is paid for by use.'],
    ])
    const [ofStore, ...others] = sealed.credentials
    expect(ofStore).toMatchObject({
      name: 'anthropic:claude-cli',
      via: 'profile',
      state: 'expired',
      agent: 'main',
    })
    expect(others.find(({ via }) => via === 'login')?.secret).toBe(ofStore?.secret)
    expect(sealed.facts.map(({ id }) => id)).toEqual(expect.arrayContaining(['clawdbot/stores', 'host/disk']))
    expect(created.removed.map(({ rule }) => rule)).toContain('declared')
    expect(text('report.html')).toContain('anthropic:dead')
  })

  it('names findings alike in two reports of a case, and nothing alike in two cases', async () => {
    const home = brokenHome()
    const first = await create(home, '--output', join(home, 'a.tar.gz'))
    const second = await create(home, '--output', join(home, 'b.tar.gz'), '--case', first.case.id)
    const third = await create(home, '--output', join(home, 'c.tar.gz'))
    const [one, same, other] = [
      await sealedIn(first.file),
      await sealedIn(second.file),
      await sealedIn(third.file),
    ]
    expect(findings(same.sealed)).toEqual(findings(one.sealed))
    expect(same.sealed.credentials.map(({ secret }) => secret)).toEqual(
      one.sealed.credentials.map(({ secret }) => secret),
    )
    const keyed = (text: string): readonly string[] => [...new Set(text.match(/\b[0-9a-f]{8,}\b/g) ?? [])]
    const shared = keyed(one.text('report.json')).filter((name) =>
      keyed(other.text('report.json')).includes(name),
    )
    // Times in milliseconds and sizes are digits alone.
    expect(shared.filter((name) => /[a-f]/.test(name))).toEqual([])
    expect(findings(one.sealed).length).toBeGreaterThan(3)
  })

  it('gives the findings the ids that a replay of the report gives them', async () => {
    const home = brokenHome()
    const { file } = await create(home)
    const replayed = await runCli(['report', 'replay', file ?? '', '--json'], { home })
    const { replay } = JSON.parse(replayed.stdout) as {
      replay: { findings: Record<'new' | 'gone' | 'persisting', { id: string }[]> }
    }
    const compared = replay.findings
    const { sealed } = await sealedIn(file)
    expect(compared.new).toEqual([])
    expect(compared.gone).toEqual([])
    expect(compared.persisting.map(({ id }) => id).sort()).toEqual([...findings(sealed)].sort())
  })

  it('replaces no file, and none that something lives by', async () => {
    const home = brokenHome()
    writeFileSync(join(home, 'mine'), 'mine')
    symlinkSync(join(home, STORE), join(home, 'link.tar.gz'))
    for (const output of [
      'mine',
      CONFIG,
      CREDENTIALS,
      'link.tar.gz',
      'no/such/folder/x',
      '.clawdbot/doctor/x',
    ]) {
      for (const force of output === 'mine' ? [[]] : [[], ['--force']]) {
        const result = await runCli(['report', 'create', '--output', output, ...force], { home })
        expect(result.code, output).toBe(3)
      }
    }
    expect(readFileSync(join(home, 'mine'), 'utf8')).toBe('mine')
    expect(existsSync(join(home, '.clawdbot/doctor'))).toBe(false)
  })

  it('refuses a recipient that is none before it looks at anything', async () => {
    const home = brokenHome()
    const result = await runCli(['report', 'create', '--encrypt-to', 'age1nobody'], { home })
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('recipient')
    expect(readdirSync(home).filter((name) => name.includes('report'))).toEqual([])
  })

  it('prints a summary of some sixty lines that mentions nobody, and writes no file', async () => {
    const home = brokenHome()
    const before = readdirSync(home)
    const { code, stdout } = await runCli(['report', 'create', '--markdown'], { home })
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBeLessThanOrEqual(60)
    expect(stdout).toContain('## Clawdbot doctor: ')
    expect(stdout).toContain('`claude/subscription!expired`')
    expect(readdirSync(home)).toEqual(before)
    expect(stdout).not.toContain(userInfo().homedir === '/' ? ' ' : home)
  })
})
