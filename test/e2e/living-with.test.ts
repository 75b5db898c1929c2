import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report, ReportFinding } from '../../src/report/schema.js'
import { CLAUDE, type CliOptions, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE } from './cli.js'
import { errorFaults, faultsBy, reportFaults } from './schemas.js'

const SETTINGS = '.clawdbot/clawdbot.doctor.json'
const KEY = '.clawdbot/doctor/key'
const baselineFaults = faultsBy('baseline.v1.json')

/** Its login is open to others: a warning about a file, with a mode that can change. */
const openLogin = (files: Parameters<typeof makeHome>[0] = {}): string => {
  const home = makeHome({
    [CREDENTIALS]: login(Date.now() + 8 * hour),
    [STORE]: { json: { version: 1, profiles: {} } },
    'bin/claude': CLAUDE,
    ...files,
  })
  chmodSync(join(home, CREDENTIALS), 0o644)
  return home
}

const env = (home: string) => ({ home, env: { PATH: `${home}/bin:/usr/bin:/bin` } })

const doctor = async (home: string, flags: readonly string[] = [], over: Partial<CliOptions> = {}) => {
  const { code, stdout } = await runCli(['doctor', '--json', '--only', 'claude/credentials', ...flags], {
    ...env(home),
    ...over,
  })
  const report = JSON.parse(stdout) as Report
  expect(reportFaults(report)).toEqual([])
  const findings = report.checks.flatMap((check) => check.findings)
  const [finding] = findings.filter(({ messageId }) => messageId === 'tooOpen')
  return { code, report, finding: finding as ReportFinding }
}

const suppress = (home: string, ...args: readonly string[]) =>
  runCli(['doctor', 'suppress', ...args, '--reason', 'it is a test'], env(home))

describe('doctor suppress', () => {
  it('suppresses one finding until it says something else, and keeps the file as it was written', async () => {
    const before = '{\n  // mine\n  "skip": ["auth/legacy"], /* kept */\n}\n'
    const home = openLogin({ [SETTINGS]: before })
    const { code, finding } = await doctor(home, ['--no-sync'])
    expect([code, finding.severity]).toEqual([2, 'warning'])
    expect(existsSync(join(home, KEY))).toBe(false)

    const { fingerprint = '' } = finding
    expect(finding.suppressWith).toBe(`clawdbot-doctor doctor suppress ${fingerprint} --reason TEXT`)
    const done = await suppress(home, fingerprint.slice(0, 8), '--owner', 'ops', '--until', '30d')
    expect([done.code, done.stderr]).toEqual([0, ''])
    const text = readFileSync(join(home, SETTINGS), 'utf8')
    expect(text.startsWith('{\n  // mine\n  "skip": ["auth/legacy"], /* kept */\n')).toBe(true)
    expect(statSync(join(home, KEY)).mode & 0o777).toBe(0o600)

    const after = await doctor(home, ['--no-sync', '--fix', '--yes'])
    expect(after.code).toBe(0)
    expect(after.report.checks[0]?.outcome).toBe('fail')
    expect(after.report.summary.findings).toMatchObject({ warning: 0, suppressed: 1 })
    expect(after.finding.suppressed).toEqual({
      by: 'config',
      reason: 'it is a test',
      owner: 'ops',
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect(after.report.changes.filter(({ check }) => check === 'claude/credentials')).toEqual([])
    expect(statSync(join(home, CREDENTIALS)).mode & 0o777).toBe(0o644)

    chmodSync(join(home, CREDENTIALS), 0o666)
    const worse = await doctor(home, ['--no-sync'])
    expect(worse.code).toBe(2)
    expect(worse.finding.returned).toEqual({ why: 'changed', note: expect.any(String) })
  })

  it('writes nothing at all with --dry-run, and shows what it would', async () => {
    const home = openLogin()
    const before = listing(home)
    const { finding } = await doctor(home, ['--no-sync'])
    const shown = await suppress(home, `claude/credentials#${finding.subject}`, '--dry-run', '--json')
    expect(shown.code).toBe(0)
    expect(JSON.parse(shown.stdout)).toMatchObject({
      status: 'planned',
      configPath: `~/${SETTINGS}`,
      entry: { messageId: 'tooOpen', reason: 'it is a test' },
      diff: expect.stringContaining('+      "reason": "it is a test"'),
    })
    expect(listing(home)).toEqual(before)
  })

  it.each([
    ['a finding there is not', ['0000'], 'UNKNOWN_FINDING'],
    ['a moment that is past', ['0000', '--until', '2020-01-01'], 'BAD_FLAG'],
    ['no moment', ['0000', '--until', 'soon'], 'BAD_FLAG'],
  ])('refuses %s, and writes nothing', async (_, args, code) => {
    const home = openLogin()
    const before = listing(home)
    const refused = await suppress(home, ...args, '--json')
    expect(refused.code).toBe(3)
    const document = JSON.parse(refused.stdout)
    expect(errorFaults(document)).toEqual([])
    expect(document.error.code).toBe(code)
    expect(listing(home)).toEqual(before)
  })
})

describe('clawdbot.doctor.json', () => {
  it('is found beside the config that CLAWDBOT_CONFIG_PATH names, and its settings are gone by', async () => {
    const settings = { checks: { 'claude/credentials': { severity: 'info' } }, failOn: 'info' }
    const home = openLogin({ 'etc/clawdbot.doctor.json': { json: settings } })
    const over = { env: { ...env(home).env, CLAWDBOT_CONFIG_PATH: '~/etc/clawdbot.json' } }
    const { code, report, finding } = await doctor(home, ['--no-sync'], over)
    expect(finding).toMatchObject({ severity: 'info', severityWas: 'warning' })
    expect([code, report.policy?.configPath]).toEqual([2, join(home, 'etc/clawdbot.doctor.json')])
    expect((await doctor(home, ['--no-sync', '--fail-on', 'error'], over)).code).toBe(0)
  })

  it.each([
    ['is named and not there', ['--config', 'none.json'], {}, /none\.json: there is no such file\.$/],
    [
      'is found and holds something unknown',
      [],
      { [SETTINGS]: '{"skpi": []}' },
      /:1:2: skpi: there is no such setting\.$/,
    ],
  ])('ends the run with 3 where it %s', async (_, flags, files, message) => {
    const home = openLogin(files)
    const { code, stdout } = await runCli(['doctor', '--json', ...flags], env(home))
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'BAD_DOCTOR_CONFIG', message: expect.stringMatching(message), hint: expect.any(String) },
    })
  })
})

describe('doctor --baseline', () => {
  it('fails on what is new only, once it knows the rest', async () => {
    const home = openLogin()
    const flags = ['--no-sync', '--baseline', 'known.json']
    const missing = await runCli(['doctor', ...flags], env(home))
    expect(missing.code).toBe(3)
    expect(missing.stderr).toContain('--update-baseline')

    const planned = await doctor(home, [...flags, '--update-baseline', '--dry-run'])
    expect([planned.code, planned.report.policy?.baseline?.status]).toEqual([2, 'planned'])
    expect(existsSync(join(home, 'known.json'))).toBe(false)

    const written = await doctor(home, [...flags, '--update-baseline'])
    expect([written.code, written.report.policy?.baseline?.status]).toEqual([0, 'written'])
    const text = readFileSync(join(home, 'known.json'), 'utf8')
    expect(baselineFaults(JSON.parse(text))).toEqual([])
    expect(text).not.toContain(home)

    const again = await doctor(home, [...flags, '--update-baseline'])
    expect(again.report.policy?.baseline).toMatchObject({ status: 'unchanged', added: [], removed: [] })
    expect(readFileSync(join(home, 'known.json'), 'utf8')).toBe(text)

    const known = await doctor(home, flags)
    expect([known.code, known.finding.suppressed?.by]).toEqual([0, 'baseline'])
    writeFileSync(join(home, 'known.json'), text.replace('"severity": "warning"', '"severity": "info"'))
    const worse = await doctor(home, flags)
    expect([worse.code, worse.finding.returned?.why]).toEqual([2, 'worse'])

    writeFileSync(join(home, 'known.json'), '{"baselineVersion": 2}')
    const broken = await runCli(['doctor', ...flags, '--update-baseline'], env(home))
    expect(broken.code).toBe(3)
    expect(readFileSync(join(home, 'known.json'), 'utf8')).toBe('{"baselineVersion": 2}')
  })
})
