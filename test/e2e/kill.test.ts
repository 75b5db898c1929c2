import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, token } from './cli.js'
import { storedLogin, storeOf } from './homes.js'
import { killWhileWriting, letLocksGoStale } from './kill-while-writing.js'

const AGENTS = ['main', 'one', 'two', 'three', 'four', 'five']
const PROFILE = 'anthropic:claude-cli'
const KILLS = 30

/** A store with fields nobody here knows, and so large that it is not written at one stroke. */
const storeWith = (agent: string, profile: object): unknown => ({
  odd: agent,
  version: 1,
  profiles: { [PROFILE]: { ...profile, odd: agent }, 'a:b': { type: 'odd', odd: agent } },
  padding: 'x'.repeat(30_000),
})

interface Patient {
  readonly home: string
  /** What an agent's store holds before and after the sync; undefined for none. */
  readonly before: (agent: string) => unknown
  readonly after: (agent: string) => unknown
}

/** Every agent has an older copy of its own, so that one run writes many stores; or main has no store at all yet. */
const makePatient = (mainIsNew: boolean): Patient => {
  const expires = Date.now() + 8 * hour
  const { access, refresh } = { access: token('oat', 'access'), refresh: token('ort', 'refresh') }
  const fresh = { ...storedLogin('', expires), access, refresh }
  const isNew = (agent: string): boolean => mainIsNew && agent === 'main'
  const before = (agent: string) => (isNew(agent) ? undefined : storeWith(agent, storedLogin('old', 5)))
  const after = (agent: string) =>
    isNew(agent) ? { version: 1, profiles: { [PROFILE]: fresh } } : storeWith(agent, fresh)
  const olds = AGENTS.filter((agent) => !isNew(agent))
  const home = makeHome({
    [CREDENTIALS]: login(expires),
    [CONFIG]: { json: { agents: { list: AGENTS.map((id) => ({ id })) } } },
    ...Object.fromEntries(olds.map((agent) => [storeOf(agent), { json: before(agent) }])),
  })
  return { home, before, after }
}

const stored = (home: string, agent: string): unknown => {
  const path = join(home, storeOf(agent))
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

it('a doctor killed at any moment leaves each store old or new, and the next one finishes its work', async () => {
  const seen = { killed: 0, half: 0, locked: 0 }
  const whole = await killWhileWriting(['doctor'], makePatient(false).home, Number.POSITIVE_INFINITY)
  for (let attempt = 0; seen.killed < KILLS && attempt < 3 * KILLS; attempt++) {
    const { home, before, after } = makePatient(attempt % 4 === 0)
    const { killed } = await killWhileWriting(['doctor'], home, Math.random() * whole.ms * 0.7)
    if (killed) seen.killed += 1

    const areNew = AGENTS.map((agent) => {
      const found = stored(home, agent)
      const isNew = JSON.stringify(found) === JSON.stringify(after(agent))
      if (!isNew) expect(found, `try ${attempt}, agent ${agent}`).toEqual(before(agent))
      return isNew
    })
    if (new Set(areNew).size === 2) seen.half += 1
    if (letLocksGoStale(home) > 0) seen.locked += 1

    const { code, stderr } = await runCli(['doctor'], { home })
    expect(code, stderr).toBeLessThan(3)
    for (const [index, agent] of AGENTS.entries()) {
      expect(stored(home, agent)).toEqual(after(agent))
      // Nobody takes a lock, not even a stale one, of a store that needs nothing.
      if (areNew[index] === false) expect(existsSync(join(home, `${storeOf(agent)}.lock`))).toBe(false)
    }
    const left = Object.keys(listing(home)).filter((path) => path.startsWith('/.clawdbot/'))
    for (const path of left.filter((each) => lstatSync(join(home, each)).isFile()))
      expect(lstatSync(join(home, path)).mode & 0o777, path).toBe(0o600)
  }
  // Else the moments were badly chosen, and nothing was shown.
  expect(seen.killed).toBe(KILLS)
  expect(seen.half).toBeGreaterThan(3)
  expect(seen.locked).toBeGreaterThan(3)
}, 300_000)
