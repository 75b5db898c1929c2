import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runDoctor } from '../../src/index.js'
import { CLAUDE, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { machineOf } from './in-process.js'
import { expectSaid, hasClaudeItself, isRoot, NOBODY, nextSteps } from './said.js'

const good = () => login(Date.now() + 30 * hour)
const PATH = '/usr/bin:/bin'
const onPath = (home: string, env: Readonly<Record<string, string>> = {}) => ({
  home,
  env: { PATH: `${home}/bin:${PATH}`, ...env },
})
const installed = (more: Parameters<typeof makeHome>[0] = {}) => makeHome({ 'bin/claude': CLAUDE, ...more })

describe('CLAUDE_CONFIG_DIR', () => {
  it.concurrent('that is set is where the login is copied from', async () => {
    const home = installed({ 'other/.credentials.json': good() })
    const says = ['✔ done: ']
    await expectSaid(['doctor'], onPath(home, { CLAUDE_CONFIG_DIR: join(home, 'other') }), {
      code: 0,
      blocks: [],
      says,
    })
  })

  it.concurrent('that leads away from the login is told, since Claude Code does not fall back', async () => {
    const home = installed({ [CREDENTIALS]: good() })
    const { stdout } = await expectSaid(
      ['doctor'],
      onPath(home, { CLAUDE_CONFIG_DIR: join(home, 'other') }),
      {
        code: 1,
        blocks: ['error'],
        says: [
          'makes Claude Code look in ~/other/.credentials.json',
          'there is one in ~/.claude/.credentials.json',
        ],
      },
    )
    expect(nextSteps(stdout)[0]).toContain('`unset CLAUDE_CONFIG_DIR`')
    expect(existsSync(join(home, STORE))).toBe(false)
  })

  it.concurrent('that is set and empty means the current folder', async () => {
    const home = installed({ 'work/.credentials.json': good() })
    const options = onPath(home, { CLAUDE_CONFIG_DIR: '' })
    const there = { code: 2, blocks: ['warning'], says: ['✔ done: ', 'is set and empty', '~/work'] }
    await expectSaid(['doctor'], { ...options, cwd: join(home, 'work') }, there)
    const elsewhere = installed({ [CREDENTIALS]: good() })
    const says = ['is set and empty', 'so    No credentials found for provider "anthropic" (agent main).']
    const empty = onPath(elsewhere, { CLAUDE_CONFIG_DIR: '' })
    await expectSaid(['doctor'], empty, { code: 1, blocks: ['error'], says })
    const { stdout } = await runCli(['doctor', '--verbose'], empty)
    expect(stdout).toContain('CLAUDE_CONFIG_DIR makes Claude Code look in ~/.credentials.json')
  })

  it.concurrent('that is relative is told with the full path', async () => {
    const home = installed({ 'other/.credentials.json': good() })
    const said = { code: 2, blocks: ['warning'], says: ['✔ done: ', 'is a relative path'] }
    const { stdout } = await expectSaid(['doctor'], onPath(home, { CLAUDE_CONFIG_DIR: 'other' }), said)
    expect(nextSteps(stdout)[0]).toContain(`\`export CLAUDE_CONFIG_DIR="${join(home, 'other')}"\``)
  })
})

describe.skipIf(hasClaudeItself)('claude that is not on PATH', () => {
  it.concurrent('is found where its installer puts it, and the line for PATH is given', async () => {
    const home = makeHome({ '.local/bin/claude': CLAUDE, [CREDENTIALS]: good() })
    const says = ['Claude Code is at ~/.local/bin/claude, which is not on PATH']
    const { stdout } = await expectSaid(['doctor'], { home }, { code: 2, blocks: ['warning'], says })
    expect(nextSteps(stdout)[0]).toContain(`\`export PATH="${join(home, '.local/bin')}:$PATH"\``)
  })

  it.concurrent('does not hide that nobody is logged in', async () => {
    const home = makeHome({ '.local/bin/claude': CLAUDE })
    const says = ['✖ error: Claude Code is not logged in']
    const { stdout } = await expectSaid(['doctor'], { home }, { code: 1, blocks: ['error', 'warning'], says })
    expect(stdout.match(/No credentials found/g)).toHaveLength(1)
  })
})

describe('a credential that is only in the environment', () => {
  const oauth = token('oat', 'exported')
  const key = token('api', 'exported')

  it.concurrent.each<[string, Record<string, string>, Parameters<typeof makeHome>[0], string]>([
    ['the environment', { CLAUDE_CODE_OAUTH_TOKEN: oauth }, {}, 'in the environment'],
    [
      'settings.json',
      {},
      { '.claude/settings.json': { json: { env: { CLAUDE_CODE_OAUTH_TOKEN: oauth } } } },
      "in Claude Code's settings.json",
    ],
  ])(
    'as CLAUDE_CODE_OAUTH_TOKEN in %s is recognised, and storing it is offered',
    async (_, env, files, place) => {
      const home = installed(files)
      const { stdout } = await expectSaid(['doctor'], onPath(home, env), {
        code: 1,
        blocks: ['error'],
        says: [`CLAUDE_CODE_OAUTH_TOKEN ${place} holds a Claude token`, 'so    No credentials found'],
        never: [oauth, 'not logged in'],
      })
      expect(nextSteps(stdout)).toEqual([
        'Store it with `clawdbot-doctor models auth paste-token --provider anthropic`.',
      ])
    },
  )

  it.concurrent('as ANTHROPIC_API_KEY is enough, with or without Claude Code', async () => {
    for (const home of [makeHome(), installed()]) {
      const options = onPath(home, { ANTHROPIC_API_KEY: key })
      await expectSaid(['doctor'], options, { code: 0, blocks: [], never: [key] })
      const status = await runCli(['models', 'status', '--check'], options)
      expect(status).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('ANTHROPIC_API_KEY: would be used'),
      })
    }
  })

  it.concurrent('counts as missing where it is blank', async () => {
    const options = onPath(installed(), { ANTHROPIC_API_KEY: ' ' })
    await expectSaid(['doctor'], options, {
      code: 1,
      blocks: ['error'],
      says: ['Claude Code is not logged in'],
    })
  })
})

describe.skipIf(!isRoot)('a user without HOME', () => {
  const without = (uid: number) => [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    'env',
    '-u',
    'HOME',
  ]

  it.concurrent('who has a home by the system, which is not there, is told what is missing in it', async () => {
    const options = { home: makeHome(), under: without(NOBODY) }
    await expectSaid(['doctor'], options, {
      code: 1,
      blocks: ['error'],
      says: ['1 more: claude/credentials'],
    })
    expect((await runCli(['doctor', '--verbose'], options)).stdout).toContain('~/.claude/.credentials.json')
  })

  it.concurrent.each(['doctor', 'models status', 'checks list', '--help'])(
    'whom the system does not know either is told to set it by `%s`',
    async (line) => {
      const options = { home: makeHome(), under: without(54_321) }
      const said = { code: 3, blocks: ['error'], says: ['HOME is not set', 'Set HOME and run it again.'] }
      await expectSaid(line.split(' '), options, said)
      const json = await runCli([...line.split(' '), '--json'], options)
      expect([json.code, json.stderr]).toEqual([3, ''])
      expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'NO_HOME' } })
    },
  )
})

describe('paths as Windows writes them', () => {
  const FOLDER = 'C:\\Users\\ada\\.clawdbot'

  it('are names like any other on Linux', async () => {
    const home = installed({ [CREDENTIALS]: good() })
    const env = { CLAWDBOT_STATE_DIR: FOLDER }
    await expectSaid(['doctor'], onPath(home, env), { code: 0, blocks: [], says: ['✔ done: '] })
    expect(existsSync(join(home, FOLDER, 'agents/main/agent/auth-profiles.json'))).toBe(true)
    const { stdout } = await runCli(['models', 'status', '--json'], onPath(home, env))
    expect(JSON.parse(stdout).configPath).toBe(join(home, FOLDER, 'clawdbot.json'))
  })

  it('are resolved by the rules of Windows there, and modes are not judged', async () => {
    const home = makeHome()
    const before = listing(home)
    const machine = machineOf('C:\\Users\\ada', { platform: 'win32', cwd: 'C:\\work' })
    const report = await runDoctor({ machine, sync: false })
    expect(report.run).toMatchObject({ platform: 'win32', home: 'C:\\Users\\ada' })
    const outcomes = Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome]))
    expect(outcomes).toMatchObject({
      'auth/permissions': 'skip',
      'config/readable': 'pass',
    })
    expect(Object.values(outcomes)).not.toContain('error')
    const findings = report.checks.flatMap((check) => check.findings)
    const problems = findings.filter(({ severity }) => severity !== 'info')
    expect(problems.map(({ messageId }) => messageId)).toEqual(['missing', 'absent', 'none'])
    const login = findings.find(({ messageId }) => messageId === 'absent')
    expect(login?.what).toContain('~\\.claude\\.credentials.json')
    expect(login?.evidence).toEqual([{ kind: 'file', path: 'C:\\Users\\ada\\.claude\\.credentials.json' }])
    expect(listing(home)).toEqual(before)
  })
})
