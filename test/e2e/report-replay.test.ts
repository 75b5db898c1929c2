import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SealedReport } from '../../src/report/sealed/schema.js'
import { sealedRun } from '../app/support/seal-run.js'
import { CONFIG, CREDENTIALS, hour, login, makeHome, runCli, STORE, token } from './cli.js'
import { machineOf } from './in-process.js'
import { makePackage } from './plugin-packages.js'
import { faultsBy } from './schemas.js'
import { watchedCli } from './watched-home.js'

const replayFaults = faultsBy('report-replay.v1.json')

const sick = () =>
  makeHome({
    [CREDENTIALS]: login(Date.now() - 26 * hour, { refreshToken: null }),
    [CONFIG]: '{}',
    [STORE]: {
      json: {
        version: 1,
        profiles: {
          'anthropic:old': {
            type: 'token',
            provider: 'anthropic',
            token: token('oat', 'old'),
            expires: Date.now() - hour,
          },
        },
        order: { anthropic: ['anthropic:dead'] },
      },
    },
  })

/** Every command's help may have colours of its own. */
const THEME = '/.config/clawdbot-doctor/theme.json'

describe('report replay', () => {
  const files = makeHome()
  const file = (name: string): string => join(files, name)
  const save = (name: string, report: object): string => {
    writeFileSync(file(name), JSON.stringify(report))
    return file(name)
  }
  let sealed: SealedReport
  beforeAll(async () => {
    sealed = await sealedRun(machineOf(sick()))
    save('report.json', sealed)
  })
  const replay = (home: string, ...args: readonly string[]) =>
    runCli(['report', 'replay', file('report.json'), ...args], { home, cwd: files })

  it('ends as the doctor did, with its findings under their names, whatever home it is run in', async () => {
    const { code, stdout } = await replay(makeHome(), '--json')
    const document = JSON.parse(stdout)
    expect(replayFaults(document)).toEqual([])
    expect(code).toBe(sealed.report.summary.exitCode)
    const ids = (report: SealedReport['report']) =>
      report.checks.flatMap(({ findings }) => findings.map(({ id }) => id))
    expect(ids(document)).toEqual(ids(sealed.report))
    expect(document.replay.findings).toMatchObject({ new: [], gone: [] })
    expect(document.run).toMatchObject({ home: sealed.report.run.home, node: sealed.report.run.node })
    const elsewhere = JSON.parse((await replay(sick(), '--json')).stdout)
    expect({ ...elsewhere, run: null }).toEqual({ ...document, run: null, checks: expect.anything() })
    expect(ids(elsewhere)).toEqual(ids(document))
  })

  it('looks at nothing in the home of whoever runs it', async () => {
    const options = { home: sick(), cwd: files }
    const { code, touched } = await watchedCli(['report', 'replay', file('report.json')], options)
    // Whose home it is decides whose compiled code is trusted.
    const others = touched.filter((each) => !each.endsWith(THEME) && each.trim() !== 'statSync')
    expect({ code, others }).toEqual({ code: 1, others: [] })
    const run = await watchedCli(['doctor', '--no-sync'], options)
    expect(run.touched.some((each) => each.includes('auth-profiles.json'))).toBe(true)
  })

  it('tells what is found then and today', async () => {
    const { stdout } = await replay(makeHome())
    expect(stdout).toContain('Found then and today (')
    expect(stdout).not.toContain('not today')
  })

  it('skips a check whose facts are not in the report, and does not tell its findings as gone', async () => {
    const older = { ...sealed, facts: sealed.facts.filter(({ id }) => id !== 'claude/credentials') }
    const { stdout } = await runCli(['report', 'replay', save('older.json', older), '--json'], {
      home: files,
    })
    const { checks, replay: compared } = JSON.parse(stdout)
    const subscription = checks.find(({ id }: { id: string }) => id === 'claude/subscription')
    expect(subscription).toMatchObject({
      outcome: 'skip',
      reason: 'it cannot be replayed: the report does not hold claude/credentials',
    })
    expect(compared.findings.gone).toEqual([])
    const lost = compared.notReplayed.find(({ check }: { check: string }) => check === 'claude/subscription')
    expect(lost.findings.length).toBeGreaterThan(0)
  })

  it('tolerates what it does not know in a report of a later version', async () => {
    const later = JSON.parse(JSON.stringify(sealed))
    later.report.tool.version = '99.0.0'
    later.unheard = { of: 1 }
    later.facts.push({ id: 'new/fact', status: 'ok', reason: null, durationMs: 1, value: [], more: true })
    later.report.checks.push({ ...later.report.checks[0], id: 'new/check', outcome: 'pass', findings: [] })
    const { stdout } = await runCli(['report', 'replay', save('later.json', later), '--json'], {
      home: files,
    })
    const { replay: compared } = JSON.parse(stdout)
    expect(compared.findings).toMatchObject({ new: [], gone: [] })
    expect(compared.notReplayed).toMatchObject([{ check: 'new/check' }])
  })

  it('finds on any system what was found on Windows', async () => {
    const home = sick()
    const windows = await sealedRun(machineOf(home, { platform: 'win32' }))
    const text = JSON.stringify(windows).replaceAll(JSON.stringify(home).slice(1, -1), 'C:\\\\Users\\\\ada')
    writeFileSync(file('windows.json'), text)
    const { stdout } = await runCli(['report', 'replay', file('windows.json'), '--json'], { home: files })
    const document = JSON.parse(stdout)
    expect(document.run).toMatchObject({ platform: 'win32', home: 'C:\\Users\\ada' })
    expect(document.replay.findings.new).toEqual([])
    expect(document.replay.findings.persisting.length).toBeGreaterThan(0)
    expect(document.replay.notReplayed).toEqual([])
  })

  describe('with a plugin of somebody else', () => {
    const CHECK = `
import { defineCheck, defineFact, definePlugin, bundledFact } from 'clawdbot-doctor'
const stores = bundledFact('clawdbot/stores')
const own = defineFact({ id: 'third/own', collect: async () => { throw new Error('collected') } })
const finding = (messageId, subject) => [{ messageId, subject, evidence: [] }]
const message = { what: 'Found.', why: 'It matters.' }
const check = (id, needs, evaluate) => defineCheck({
  id, title: id, docsUrl: '', severity: 'warning', tags: [], needs, messages: { found: message }, evaluate,
})
const secrets = ({ stores }) => stores.flatMap(({ store }) => Object.values(store.profiles).map(({ token }) => token))
export default definePlugin({
  apiVersion: 1, id: 'third', facts: [own], fixes: [], redactors: [],
  checks: [
    check('third/stores', { stores }, (facts) => {
      const [token] = secrets(facts)
      return token.equals(token) ? finding('found', 'token:' + token.kind) : []
    }),
    check('third/mine', { own }, ({ own }) => finding('found', 'own:' + own.mark)),
  ],
})
`
    const third = makePackage(files, 'third', {
      name: 'third',
      capabilities: { facts: ['clawdbot/stores'], read: ['~/**'] },
      checks: ['third/stores', 'third/mine'],
      files: { 'index.js': CHECK },
    })
    mkdirSync(join(third, 'node_modules'))
    symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(third, 'node_modules/clawdbot-doctor'))
    const outcomes = (stdout: string) => {
      const checks = JSON.parse(stdout).checks as SealedReport['report']['checks']
      return checks
        .filter(({ id }) => id.startsWith('third/'))
        .map(({ id, outcome, reason, findings }) => [id, outcome, reason ?? findings[0]?.subject])
    }

    it('has its checks judge the facts of the report alone, secrets included', async () => {
      const { stdout } = await replay(makeHome(), '--plugin', third, '--json')
      expect(outcomes(stdout)).toEqual([
        ['third/stores', 'fail', 'token:anthropic-oauth-access'],
        ['third/mine', 'skip', 'it cannot be replayed: the report does not hold third/own'],
      ])
    })

    it("takes the plugin's own facts from the report", async () => {
      const own = { id: 'third/own', status: 'ok', reason: null, durationMs: 1, value: { mark: 'then' } }
      const name = save('own.json', { ...sealed, facts: [...sealed.facts, own] })
      const args = ['report', 'replay', name, '--plugin', third, '--json']
      const { stdout } = await runCli(args, { home: makeHome(), cwd: files })
      expect(outcomes(stdout)[1]).toEqual(['third/mine', 'fail', 'own:then'])
    })

    it('gives it no fact that it did not have where the report was made', async () => {
      const there = {
        id: 'third',
        version: '1.0.0',
        origin: 'linked',
        state: 'loaded',
        checks: [],
        printed: null,
      }
      const plugins = [{ ...there, asksFor: {}, granted: {}, refused: [], strays: [], ends: 0 }]
      const name = save('ungranted.json', { ...sealed, report: { ...sealed.report, plugins } })
      const args = ['report', 'replay', name, '--plugin', third, '--json']
      const { stdout } = await runCli(args, { home: makeHome(), cwd: files })
      expect(outcomes(stdout)[0]?.slice(0, 2)).toEqual(['third/stores', 'error'])
    })

    it('refuses one that is not there', async () => {
      const { code, stderr } = await replay(makeHome(), '--plugin', './nowhere')
      expect(code).toBe(3)
      expect(stderr).toContain('there is no such file or folder')
    })
  })
})
