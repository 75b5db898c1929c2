import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLAUDE, CREDENTIALS, hour, login, makeHome, runCli, STORE, token } from './cli.js'
import { expectSaid, hasClaudeItself, nextSteps, type Said } from './said.js'

const installed = { 'bin/claude': CLAUDE }
const loggedIn = (hours: number, rest = {}) => ({
  ...installed,
  [CREDENTIALS]: login(Date.now() + hours * hour, rest),
})
const WITHOUT_REFRESH = { refreshToken: undefined }
const pasted = (hours: number) => ({
  ...installed,
  [STORE]: {
    json: {
      version: 1,
      profiles: {
        'anthropic:manual': {
          type: 'token',
          provider: 'anthropic',
          token: token('oat', 'pasted'),
          expires: Date.now() + hours * hour,
        },
      },
    },
  },
})

const SET_UP = '`clawdbot-doctor models auth setup-token --provider anthropic`'

interface Case {
  readonly name: string
  readonly home: () => string
  readonly doctor: Said
  /** Of `models status --check`, and the same with `--in-use`. */
  readonly check: readonly [number, number]
  readonly status: string | RegExp
  /** What the next step of the first block is, where there is one. */
  readonly next?: string
}

const NOTHING = 'nothing is installed at all'

const cases: readonly Case[] = [
  {
    name: NOTHING,
    home: () => makeHome(),
    doctor: {
      code: 1,
      blocks: ['error'],
      says: [
        'Claude Code is not installed',
        '1 more: claude/credentials',
        'No credentials found for provider "anthropic"',
      ],
    },
    next: '`npm install -g @anthropic-ai/claude-code`',
    check: [1, 1],
    status: 'No credentials found for provider "anthropic", which is in use.',
  },
  {
    name: 'Claude Code is installed and was never logged in',
    home: () => makeHome(installed),
    doctor: {
      code: 1,
      blocks: ['error'],
      says: ['Claude Code is not logged in', 'so    No credentials found for provider "anthropic"'],
      never: ['not installed'],
    },
    next: SET_UP,
    check: [1, 1],
    status: 'No credentials found',
  },
  {
    name: 'Claude Code is logged in, and Clawdbot is new',
    home: () => makeHome(loggedIn(30)),
    doctor: { code: 0, blocks: [], says: ['✔ done: ', 'Nothing wrong was found'] },
    check: [0, 0],
    status: '✔ anthropic:claude-cli: oauth, expires in 29 h, next',
  },
  {
    name: 'the login has expired and can be refreshed',
    home: () => makeHome(loggedIn(-3)),
    doctor: { code: 0, blocks: [], says: ['Nothing wrong was found', '2 notes (--verbose)'] },
    check: [1, 0],
    status: '✔ anthropic:claude-cli: oauth, expired 3 h ago, renews itself, next',
  },
  {
    name: 'the login has expired and cannot be refreshed',
    home: () => makeHome(loggedIn(-3, WITHOUT_REFRESH)),
    doctor: {
      code: 1,
      blocks: ['error'],
      says: [
        'expired 3 h ago and has no refresh token',
        'so    No profile of provider "anthropic" can be used',
      ],
    },
    next: SET_UP,
    check: [1, 1],
    status: '✖ anthropic:claude-cli: token, expired 3 h ago, not used',
  },
  {
    name: 'a pasted token has expired',
    home: () => makeHome(pasted(-3)),
    doctor: {
      code: 1,
      blocks: ['error'],
      says: ['The profile anthropic:manual of agent main expired 3 h ago', 'so    No profile of provider'],
      never: ['not logged in'],
    },
    next: SET_UP,
    check: [1, 1],
    status: '✖ anthropic:manual: token, expired 3 h ago, not used',
  },
  {
    name: 'the login expires in 12 hours and can be refreshed',
    home: () => makeHome(loggedIn(12)),
    doctor: { code: 0, blocks: [], says: ['Nothing wrong was found', '1 note (--verbose)'] },
    check: [2, 0],
    status: /✔ anthropic:claude-cli: oauth, expires in 11 h, renews itself, next/,
  },
  {
    name: 'the login expires in 12 hours and cannot be refreshed',
    home: () => makeHome(loggedIn(12, WITHOUT_REFRESH)),
    doctor: { code: 2, blocks: ['warning'], says: ['expires in 11 h and has no refresh token'] },
    next: SET_UP,
    check: [2, 2],
    status: '▲ anthropic:claude-cli: token, expires in 11 h, next',
  },
  {
    name: 'a pasted token expires in 12 hours',
    home: () => makeHome(pasted(12)),
    doctor: { code: 2, blocks: ['warning'], says: ['anthropic:manual of agent main expires in 11 h'] },
    next: SET_UP,
    check: [2, 2],
    status: '▲ anthropic:manual: token, expires in 11 h, next',
  },
  {
    name: 'no agent uses a model of anthropic',
    home: () =>
      makeHome({
        '.clawdbot/clawdbot.json': '{agents:{defaults:{model:{primary:"openai/gpt-5"}}}}',
        '.clawdbot/.env': `OPENAI_API_KEY=${'k'.repeat(40)}\n`,
      }),
    doctor: { code: 0, blocks: [], says: ['Nothing wrong was found'], never: ['Claude'] },
    check: [0, 0],
    status: 'Model      openai/gpt-5',
  },
]

// Nobody can hide a `claude` that is where every program would find it.
const possible = cases.filter(({ name }) => name !== NOTHING || !hasClaudeItself)

describe.each(possible)('where $name', ({ home: make, doctor, check, status, next }) => {
  const env = (home: string) => ({ PATH: `${home}/bin:/usr/bin:/bin` })

  it.concurrent('doctor says what is wrong, once, and the one next step', async () => {
    const home = make()
    const { stdout } = await expectSaid(['doctor'], { home, env: env(home) }, doctor)
    expect(nextSteps(stdout)).toHaveLength(doctor.blocks.length)
    if (next !== undefined) expect(nextSteps(stdout)[0]).toContain(next)
    const again = await runCli(['doctor'], { home, env: env(home) })
    expect([again.code, again.stdout]).toEqual([doctor.code, expect.not.stringContaining('done:')])
  })

  it.concurrent('models status agrees with it', async () => {
    const home = make()
    const [byDate, inUse] = check
    const plain = await runCli(['models', 'status'], { home, env: env(home) })
    expect(plain).toMatchObject({ code: 0, stdout: expect.stringMatching(status) })
    const checked = await runCli(['models', 'status', '--check'], { home, env: env(home) })
    expect(checked).toMatchObject({ code: byDate, stdout: plain.stdout })
    expect(checked.stderr.includes('--in-use')).toBe(byDate !== 0 && inUse === 0)
    const used = await runCli(['models', 'status', '--check', '--in-use'], { home, env: env(home) })
    expect(used).toMatchObject({ code: inUse, stderr: '' })
  })
})

it('the verbose report tells what the short one only counts, and how every check went', async () => {
  const home = makeHome(loggedIn(12))
  const options = { home, env: { PATH: `${home}/bin:/usr/bin:/bin` } }
  const said = {
    code: 0,
    blocks: ['note'],
    says: ['expires in 11 h and has a refresh token', /auth\/sync: pass/],
  }
  await expectSaid(['doctor', '--verbose'], options, said)
})

it('a home where nothing is installed stays empty', async () => {
  const home = makeHome()
  for (const args of [['doctor'], ['models', 'status'], ['checks', 'list'], ['--help']])
    await runCli(args, { home })
  expect(existsSync(join(home, '.clawdbot'))).toBe(false)
  expect(existsSync(join(home, '.config'))).toBe(false)
})

it('the login that was copied is in the store as it is at its source', async () => {
  const home = makeHome(loggedIn(30))
  await runCli(['doctor'], { home })
  const { claudeAiOauth } = JSON.parse(readFileSync(join(home, CREDENTIALS), 'utf8'))
  expect(JSON.parse(readFileSync(join(home, STORE), 'utf8')).profiles['anthropic:claude-cli']).toEqual({
    type: 'oauth',
    provider: 'anthropic',
    access: claudeAiOauth.accessToken,
    refresh: claudeAiOauth.refreshToken,
    expires: claudeAiOauth.expiresAt,
  })
})
