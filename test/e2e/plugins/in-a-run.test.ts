import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CliResult, makeHome, runCli } from '../cli.js'
import { finding, type PluginSource, pluginSource } from './plugin-folders.js'

const BAD = `() => [${finding('')}]`

interface Manifest {
  readonly name?: string
  readonly block?: object
}

/** Writes a plugin's package into a folder and returns its path. */
const packageIn = (
  folder: string,
  source: PluginSource,
  { name = 'third-party', block = {} }: Manifest = {},
): string => {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  const own = { apiVersion: '^1', entry: './index.js', checks: ['third/check', 'third/sibling'], ...block }
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', type: 'module', 'clawdbot-doctor': own }),
  )
  writeFileSync(join(path, 'index.js'), pluginSource(source))
  return path
}

const run = (home: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(['doctor', '--no-sync', ...args], { home })

const documentOf = ({ stdout }: CliResult) => JSON.parse(stdout)

describe('a plugin that --plugin names', () => {
  it('is part of the run, and its findings are told like any other', async () => {
    const home = makeHome()
    const path = packageIn(home, { evaluate: BAD })
    const { code, stdout } = await run(home, '--plugin', path, '--only', 'third/*')
    expect(stdout).toContain('✖ error: It is bad.')
    expect(stdout).toContain('next  Do something.')
    expect(code).toBe(1)
  })

  it('is found by its tag, and where its package names no checks', async () => {
    const home = makeHome()
    const path = packageIn(home, {}, { block: { checks: undefined } })
    const report = documentOf(await run(home, '--plugin', path, '--tag', 'third', '--json'))
    expect(report.checks.map(({ id }: { id: string }) => id)).toEqual(['third/check', 'third/sibling'])
    expect(report.summary.exitCode).toBe(0)
  })

  it('may be a single file', async () => {
    const home = makeHome()
    writeFileSync(join(home, 'mine.mjs'), pluginSource({ evaluate: BAD }))
    const report = documentOf(
      await run(home, '--plugin', join(home, 'mine.mjs'), '--only', 'third/*', '--json'),
    )
    expect(report.plugins).toMatchObject([{ id: 'mine.mjs', origin: 'path', version: null, granted: {} }])
    expect(report.summary.findings.error).toBe(1)
  })

  it('gets no rights, whatever it asks for', async () => {
    const home = makeHome({ 'mine.txt': 'mine' })
    const collect = `async (c) => (await c.fs.readText(c.home + '/mine.txt')).state`
    const evaluate = `({ fact }) => [${finding('data: { word: fact }')}]`
    const path = packageIn(home, { collect, evaluate }, { block: { capabilities: { read: ['~/mine.txt'] } } })
    const report = documentOf(await run(home, '--plugin', path, '--only', 'third/check', '--json'))
    expect(report.checks[0].findings[0].data.word).toBe('denied')
    expect(report.plugins[0]).toMatchObject({ asksFor: { read: ['~/mine.txt'] }, granted: {} })
  })

  it('may have this package beside it by a link, as its author does', async () => {
    const home = makeHome()
    const before = "import { absent, isNotThere } from 'clawdbot-doctor'"
    const evaluate = `() => (isNotThere(absent('gone')) ? [] : [${finding('')}])`
    const path = packageIn(home, { before, evaluate })
    mkdirSync(join(path, 'node_modules'))
    symlinkSync(join(import.meta.dirname, '../../..'), join(path, 'node_modules/clawdbot-doctor'))
    const { code, stdout } = await run(home, '--plugin', path, '--only', 'third/check')
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 check passed')])
  })

  it('is refused with 3 where there is none', async () => {
    const { code, stderr } = await run(makeHome(), '--plugin', './none')
    expect(code).toBe(3)
    expect(stderr).toContain('--plugin ./none: there is no such file or folder.')
  })

  it.each([
    ['another contract', { apiVersion: '^2' }],
    ['no entry', { entry: './none.js' }],
    ['checks of this program', { checks: ['auth/store'] }],
  ])('is rejected by name because of %s, and the run goes on', async (_, block) => {
    const home = makeHome()
    const path = packageIn(home, {}, { block })
    const result = await run(home, '--plugin', path, '--json')
    const report = documentOf(result)
    expect(report.rejectedPlugins).toMatchObject([{ id: 'third-party' }])
    expect(report.checks.length).toBeGreaterThan(20)
    expect(result.code).toBe(1)
  })
})

describe("a file in the doctor's plugin folder", () => {
  const withOneOff = (mode: number): string => {
    const home = makeHome({ '.clawdbot/doctor/plugins/mine.mjs': pluginSource({ evaluate: BAD }) })
    chmodSync(join(home, '.clawdbot/doctor/plugins/mine.mjs'), mode)
    return home
  }

  it('is part of every run', async () => {
    const { code, stdout } = await run(withOneOff(0o600), '--only', 'third/*')
    expect(stdout).toContain('It is bad.')
    expect(code).toBe(1)
  })

  it('is rejected where others may write it', async () => {
    const { code, stdout } = await run(withOneOff(0o666), '--only', 'host/clock')
    expect(stdout).toMatch(/The plugin mine\.mjs was not loaded: .*others/s)
    expect(code).toBe(1)
  })
})

describe("the user's own rules", () => {
  const settled = async (settings: object, ...args: readonly string[]): Promise<CliResult> => {
    const home = makeHome({ '.clawdbot/clawdbot.doctor.json': { json: settings } })
    const path = packageIn(home, { evaluate: BAD })
    return run(home, '--plugin', path, '--only', 'third/*', ...args)
  }

  it('reach the checks and messages of a plugin', async () => {
    expect((await settled({ checks: { 'third/check': { severity: 'warning' } } })).code).toBe(2)
    expect((await settled({ checks: { 'third/check!bad': { severity: 'info' } } })).code).toBe(0)
    const unknown = await settled({ checks: { 'third/check!none': { severity: 'info' } } })
    expect(unknown.code).toBe(3)
    expect(unknown.stderr).toContain('third/check has no message none')
  })

  it('hand a plugin no option that its check does not take', async () => {
    const { code, stdout } = await settled({ checks: { 'third/check': { options: { most: 2 } } } })
    expect(code).toBe(1)
    expect(stdout).toContain('it has no options')
  })

  it('silence a finding of it like any other', async () => {
    const home = makeHome({ '.clawdbot/doctor/plugins/mine.mjs': pluginSource({ evaluate: BAD }) })
    const before = documentOf(await run(home, '--only', 'third/check', '--json'))
    const { id } = before.checks[0].findings[0]
    const suppressed = await runCli(['doctor', 'suppress', id, '--reason', 'known'], { home })
    expect([suppressed.code, suppressed.stderr]).toEqual([0, expect.any(String)])
    expect((await run(home, '--only', 'third/check')).code).toBe(0)
  })

  it('turn off a plugin that is not needed, and none that is', async () => {
    const off = (disabledPlugins: readonly string[]) => {
      const home = makeHome({ '.clawdbot/clawdbot.doctor.json': { json: { disabledPlugins } } })
      return run(home, '--json')
    }
    const ids = documentOf(await off(['gateway', 'openclaw', 'providers'])).checks.map(
      ({ id }: { id: string }) => id,
    )
    expect(ids.filter((id: string) => /^(gateway|openclaw|providers)\//.test(id))).toEqual([])
    expect(ids).toContain('auth/store')
    expect((await off(['clawdbot'])).code).toBe(3)
  })

  it('turn off a source of logins, which is then not looked at', async () => {
    const shared = { tokens: { access_token: 'a'.repeat(40), refresh_token: 'r'.repeat(40) } }
    const find = async (disabledPlugins: readonly string[]) => {
      const home = makeHome({
        '.codex/auth.json': { json: shared },
        '.clawdbot/agents/main/agent/auth-profiles.json': { json: { version: 1, profiles: {} } },
        '.clawdbot/clawdbot.doctor.json': { json: { disabledPlugins } },
      })
      const report = documentOf(await run(home, '--only', 'auth/sync', '--json'))
      return report.checks[0].findings.length
    }
    expect(await find([])).toBe(1)
    expect(await find(['codex'])).toBe(0)
  })
})
