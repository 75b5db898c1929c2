import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Report, runDoctor } from '../../src/index.js'
import { renderText } from '../../src/report/text.js'
import { patient } from './arbitraries.js'
import { CONFIG, CREDENTIALS, listing, makeHome, STORE } from './cli.js'
import { storeOf } from './homes.js'
import { machineOf } from './in-process.js'
import { reportFaults } from './schemas.js'

const PATHS = {
  store: STORE,
  secondStore: storeOf('two'),
  config: CONFIG,
  credentials: CREDENTIALS,
  settings: '.claude/settings.json',
  codex: '.codex/auth.json',
  qwen: '.qwen/oauth_creds.json',
  models: '.clawdbot/agents/main/agent/models.json',
} as const

const homeOf = (files: { readonly [K in keyof typeof PATHS]: string | null }): string =>
  makeHome(
    Object.fromEntries(
      Object.entries(PATHS).flatMap(([name, path]) => {
        const text = files[name as keyof typeof PATHS]
        return text === null ? [] : [[path, text]]
      }),
    ),
  )

type Mapping = Readonly<Record<string, unknown>>
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

const CLI = ['anthropic:claude-cli', 'openai-codex:codex-cli', 'qwen-portal:qwen-cli']
const LOGIN = ['type', 'provider', 'key', 'token', 'access', 'refresh', 'expires', 'email', 'accountId']
const without = (value: Mapping, keys: readonly string[]): Mapping =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))

/** What no sync may change in a store: all but the logins of command-line programs, in the same order. */
const kept = (store: unknown): string => {
  if (!isMapping(store) || !isMapping(store.profiles)) return JSON.stringify(store)
  return JSON.stringify({ ...store, profiles: without(store.profiles, CLI) })
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** That a command-line login has all its unknown fields, unless it was another provider's credential until now. */
const expectStrangersKept = (before: unknown, after: unknown): void => {
  if (!isMapping(before) || !isMapping(before.profiles) || !isMapping(after)) return
  for (const id of CLI) {
    const [old, now] = [before.profiles[id], (after.profiles as Mapping)[id]]
    if (!isMapping(old) || !isMapping(now)) continue
    const isAccepted = ['oauth', 'token', 'api_key'].includes(String(old.type)) && isText(old.provider)
    if (!isAccepted || old.provider === now.provider) expect(without(now, LOGIN)).toEqual(without(old, LOGIN))
  }
}

const expectValid = (report: Report): void => {
  expect(reportFaults(JSON.parse(JSON.stringify(report)))).toEqual([])
  for (const check of report.checks) expect([check.id, check.outcome, check.reason]).not.toContain('error')
  for (const verbose of [false, true]) {
    const text = renderText(report, { style: { width: 40, color: true, unicode: true }, verbose, cli: 'x' })
    expect(text).not.toMatch(/\{\{\w+(\|\w+)?\}\}|undefined|\bNaN\b|\[object /)
  }
}

it('no store, config or credentials crash it, spoil its report, or make it lose what it does not know', async () => {
  await fc.assert(
    fc.asyncProperty(patient, async (files) => {
      const home = homeOf(files)
      try {
        const machine = machineOf(home)
        const before = listing(home)
        expectValid(await runDoctor({ machine, dryRun: true, fix: true, yes: true }))
        expect(listing(home)).toEqual(before)

        expectValid(await runDoctor({ machine }))
        for (const name of ['store', 'secondStore'] as const) {
          const path = join(home, PATHS[name])
          const after = existsSync(path) ? readFileSync(path, 'utf8') : null
          const [old, now] = [parsed(files[name]), parsed(after)]
          if (files[name] === null) continue
          expect(kept(now)).toBe(kept(old))
          expectStrangersKept(old, now)
          if (!isMapping(old) || !isMapping(old.profiles)) expect(after).toBe(files[name])
        }
        const synced = listing(home)
        for (const name of ['config', 'credentials', 'settings', 'codex', 'qwen', 'models'] as const)
          expect(synced[`/${PATHS[name]}`]).toBe(before[`/${PATHS[name]}`])

        // A login that could not be renewed is tried again by every run, which is on record.
        const selection = { skip: ['auth/expiry'] }
        expectValid(await runDoctor({ machine, fix: true, yes: true, selection }))
        const fixed = listing(home)
        expectValid(await runDoctor({ machine, fix: true, yes: true, selection }))
        expect(listing(home)).toEqual(fixed)
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
    }),
    { numRuns: 50, interruptAfterTimeLimit: 40_000 },
  )
}, 60_000)
