import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CliOptions, listing, makeHome, runCli } from './cli.js'
import {
  agentContent,
  databaseOf,
  hasSqlite,
  nodeVersion,
  putDatabase,
  replacing,
  SHARED,
  sharedContent,
} from './openclaw-home.js'
import { giveTo, isRoot, NOBODY } from './said.js'

const HOUR = 60 * 60 * 1000
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'

const canary = (name: string): string => ['sk', 'ant', 'oat01', name].join('-').padEnd(108, 'x')
const token = (name: string, expires: number) => ({
  type: 'token',
  provider: 'anthropic',
  token: canary(name),
  expires,
})
const spent = () => token('spent', Date.now() - HOUR)
const login = { type: 'oauth', provider: 'anthropic', access: canary('a'), refresh: canary('r'), expires: 1 }
const clawdbot = (profiles: object) => ({ [STORE]: { json: { version: 1, profiles } } })

interface Told {
  readonly code: number | null
  readonly outcomes: Readonly<Record<string, string>>
  /** `messageId severity`, by check. */
  readonly found: Readonly<Record<string, readonly string[]>>
  readonly reasons: Readonly<Record<string, string | undefined>>
  readonly all: string
}

interface Check {
  readonly id: string
  readonly outcome: string
  readonly reason?: string
  readonly findings: readonly {
    readonly messageId: string
    readonly severity: string
    readonly subject: string
  }[]
}

const judge = async (home: string, options: Omit<CliOptions, 'home'> = {}): Promise<Told> => {
  const args = ['doctor', '--only', 'openclaw/*', '--no-sync', '--json']
  const { code, stdout, stderr } = await runCli(args, { home, ...options })
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] }
  const each = <T>(value: (check: Check) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(checks.map((check) => [check.id.replace('openclaw/', ''), value(check)]))
  return {
    code,
    outcomes: each(({ outcome }) => outcome),
    found: each(({ findings }) => findings.map(({ messageId, severity }) => `${messageId} ${severity}`)),
    reasons: each(({ reason }) => reason),
    all: stdout + stderr,
  }
}

describe('a machine without OpenClaw', () => {
  it.concurrent('is told nothing of it', async () => {
    const { code, outcomes } = await judge(makeHome(clawdbot({ a: login })))
    const skipped = { install: 'skip', credentials: 'skip', 'shared-refresh-token': 'skip' }
    expect({ code, outcomes }).toEqual({ code: 0, outcomes: skipped })
  })
})

describe.skipIf(hasSqlite)('a Node without SQLite', () => {
  it.concurrent('says that it skips the databases, and why', async () => {
    const home = makeHome(clawdbot({ a: login }))
    putDatabase(home, SHARED, sharedContent({ a: login }))
    const before = listing(home)
    const { code, outcomes, reasons } = await judge(home)
    expect({ code, outcomes }).toEqual({
      code: 0,
      outcomes: { install: 'fail', credentials: 'skip', 'shared-refresh-token': 'skip' },
    })
    const reason = `OpenClaw's databases cannot be read: Node ${nodeVersion} has no SQLite; Node 22.5.0 has`
    expect([reasons.credentials, reasons['shared-refresh-token']]).toEqual([reason, reason])
    expect(listing(home)).toEqual(before)
  })
})

describe.skipIf(!hasSqlite)("OpenClaw's databases", () => {
  it.concurrent('are read with what is still in their log, and nothing beside them is touched', async () => {
    const home = makeHome(clawdbot({}))
    const temporary = join(home, 'tmp')
    mkdirSync(temporary)
    putDatabase(home, SHARED, sharedContent({ a: token('fine', Date.now() + 90 * 24 * HOUR) }))
    const inLog = [replacing({ b: spent() })]
    putDatabase(home, databaseOf('work'), { ...agentContent({}), inLog })
    for (const part of ['', '-wal', '-shm'])
      expect(existsSync(join(home, databaseOf('work') + part))).toBe(true)
    const folder = join(home, '.openclaw')
    const before = listing(folder)
    const { code, found, all } = await judge(home, { env: { TMPDIR: temporary } })
    expect({ code, found: found.credentials }).toEqual({ code: 2, found: ['expired warning'] })
    expect(listing(folder)).toEqual(before)
    expect(readdirSync(temporary)).toEqual([])
    for (const name of ['fine', 'spent']) expect(all).not.toContain(canary(name).slice(0, 20))
  })

  it.concurrent('are an error where OpenClaw is all there is', async () => {
    const home = makeHome()
    putDatabase(home, SHARED, sharedContent({ b: spent() }))
    const { code, found } = await judge(home)
    expect({ code, found }).toEqual({
      code: 1,
      found: { install: ['instead info'], credentials: ['expired error'], 'shared-refresh-token': [] },
    })
  })

  it.concurrent('tell a login that Clawdbot has too', async () => {
    const home = makeHome(clawdbot({ a: login }))
    putDatabase(home, databaseOf('main'), agentContent({ b: login }))
    const { found, all } = await judge(home)
    expect(found).toMatchObject({
      credentials: ['loginExpired info'],
      'shared-refresh-token': ['shared warning'],
    })
    expect(all).not.toContain(canary('r').slice(0, 18))
  })

  it.concurrent.each<readonly [string, (home: string) => void, readonly string[]]>([
    ['hold nothing', () => {}, ['missing info']],
    [
      'have not been given what Clawdbot left',
      (home) => {
        mkdirSync(join(home, '.openclaw/agents/main/agent'), { recursive: true })
        writeFileSync(join(home, '.openclaw/agents/main/agent/auth-profiles.json'), '{}')
      },
      ['notImported warning'],
    ],
    [
      'are something else',
      (home) => writeFileSync(join(home, '.openclaw/state/openclaw.sqlite'), 'not a database '.repeat(100)),
      ['notDatabase warning'],
    ],
    ['are empty', (home) => writeFileSync(join(home, SHARED), ''), ['unknownLayout info']],
    [
      'are of a version that is not known',
      (home) => putDatabase(home, SHARED, { statements: ['CREATE TABLE logins (id TEXT) STRICT'] }),
      ['unknownLayout info'],
    ],
    [
      'are of a newer version',
      (home) => putDatabase(home, SHARED, sharedContent({ a: { ...login, provider: 1 } }, 99)),
      ['newerLayout info', 'profileIgnored warning'],
    ],
    [
      'hold something else than JSON',
      (home) => putDatabase(home, SHARED, sharedContent({}, 18, '{"profiles":')),
      ['unparseable warning'],
    ],
    [
      'are damaged',
      (home) => {
        putDatabase(home, SHARED, sharedContent({ a: login }))
        const bytes = readFileSync(join(home, SHARED))
        writeFileSync(join(home, SHARED), bytes.fill(0x5a, 100))
      },
      ['readFailed warning'],
    ],
    ['are a folder', (home) => mkdirSync(join(home, SHARED)), ['folder warning']],
  ])('that %s are told as that', async (_name, make, expected) => {
    const home = makeHome(clawdbot({ a: { type: 'api_key', provider: 'openai', key: 'k' } }))
    mkdirSync(join(home, '.openclaw/state'), { recursive: true })
    make(home)
    const { found, all } = await judge(home)
    expect(found.credentials, all).toEqual(expected)
  })

  it.skipIf(!isRoot)('are told as denied where only their log may not be read', async () => {
    const home = makeHome(clawdbot({}))
    putDatabase(home, databaseOf('work'), { ...agentContent({}), inLog: [replacing({ b: spent() })] })
    giveTo(home, NOBODY)
    chmodSync(join(home, `${databaseOf('work')}-wal`), 0)
    const { found } = await judge(home, { unprivileged: true })
    expect(found.credentials).toEqual(['denied warning'])
  })
})
