import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPolicedRun } from '../../src/app/open-policed-run.js'
import type { AnyCheck } from '../../src/contract/index.js'
import { stateOfFinding } from '../../src/engine/policy/state-of-finding.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { makeEvidenceKey } from '../../src/ports/evidence-key.js'
import { CONFIG, CREDENTIALS, makeHome, STORE } from '../e2e/cli.js'
import { machineOf } from '../e2e/in-process.js'
import { movingStates } from './moving-states.js'
import { states } from './states.js'
import { build, healthyWorld } from './world.js'

const LATER = 7 * 60_000

/** The same check after a release that puts everything in other words. */
const reworded = (check: AnyCheck): AnyCheck => ({
  ...check,
  messages: Object.fromEntries(
    Object.keys(check.messages).map((id) => [id, { what: 'Other.', why: 'Words.' }]),
  ),
})

const keyPath = join(makeHome(), 'key')

/** The evidence of everything that is found, by what it is about. */
const evidenceIn = async (
  home: string,
  env: Readonly<Record<string, string>>,
  { now = Date.now(), words = (check: AnyCheck) => check } = {},
): Promise<ReadonlyMap<string, string>> => {
  const key = await makeEvidenceKey(keyPath)
  if (key.state !== 'ok') throw new TypeError('there is no key')
  const machine = machineOf(home, { env, now: () => now })
  const { run } = await openPolicedRun({ machine, sync: false }, 'clawdbot-doctor')
  const limits = { concurrency: 8, timeoutMs: 10_000, terminal: null }
  const results = await runChecks([...run.registry.checks.values()], run.facts, limits)
  return new Map(
    results.flatMap(({ check, findings }) =>
      findings.map((finding): [string, string] => [
        `${check.id}!${finding.messageId}#${finding.subject}`,
        key.hash(stateOfFinding(finding, words(check))),
      ]),
    ),
  )
}

const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, backwards(inner)] as const)
  return Object.fromEntries(entries.reverse())
}

/** Writes the files that can be read again, now, in one line, with the keys in the opposite order. */
const rewrite = (home: string): void => {
  for (const path of [CONFIG, STORE, CREDENTIALS].map((each) => join(home, each))) {
    const value = existsSync(path) ? parsed(path) : undefined
    if (value === undefined) continue
    writeFileSync(path, JSON.stringify(backwards(value)))
    utimesSync(path, 1_700_000_000, 1_700_000_000)
  }
}

const parsed = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\/\/ kept\n/, ''))
  } catch {
    return undefined
  }
}

/** What both know is the same. */
const expectSame = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void => {
  const shared = [...before.keys()].filter((name) => after.has(name))
  const differs = shared.filter((name) => before.get(name) !== after.get(name))
  expect(differs).toEqual([])
}

const sicken = (state: { make(world: ReturnType<typeof healthyWorld>): void }) => {
  const world = healthyWorld()
  state.make(world)
  return build(world)
}

describe('the evidence of a suppression', () => {
  it.each(states)('stays while nothing changes but time, order and words: $name', async (state) => {
    const { home, env } = sicken(state)
    const before = await evidenceIn(home, env)
    expect(before.size).toBeGreaterThan(0)
    rewrite(home)
    expectSame(before, await evidenceIn(home, env, { now: Date.now() + LATER, words: reworded }))
  })

  it.each(movingStates)('stays while it goes on: $name', async (state) => {
    const { home, env } = sicken(state)
    const before = await evidenceIn(home, env)
    const later = await evidenceIn(home, env, { now: Date.now() + LATER, words: reworded })
    state.moveOn(home)
    const after = await evidenceIn(home, env)
    const name = [...before.keys()].find((each) => state.finds.includes(each.split('#')[0] ?? ''))
    expect([before, after].map((each) => each.has(name ?? ''))).toEqual([true, true])
    expectSame(before, later)
    expectSame(before, after)
  })
})
