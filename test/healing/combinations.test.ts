import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { undoRun } from '../../src/app/undo.js'
import { createRegistry } from '../../src/engine/registry.js'
import { type Report, type ReportFinding, runDoctor } from '../../src/index.js'
import { listing } from '../e2e/cli.js'
import { machineOf } from '../e2e/in-process.js'
import type { State } from './state.js'
import { states } from './states.js'
import { build, healthyWorld } from './world.js'

const foundIn = (report: Report): readonly (ReportFinding & { readonly name: string })[] =>
  report.checks.flatMap(({ id, findings }) =>
    findings.map((finding) => ({ ...finding, name: `${id}!${finding.messageId}` })),
  )

const isFree = (chosen: readonly State[]): boolean => {
  const touched = chosen.flatMap(({ touches }) => touches)
  return new Set(touched).size === touched.length
}

const sicken = (chosen: readonly State[]) => {
  const world = healthyWorld()
  for (const state of chosen) state.make(world)
  return build(world)
}

/** Diagnoses, heals and restores one home; returns the fixes that were applied. */
const live = async (chosen: readonly State[]): Promise<ReadonlySet<string>> => {
  const { home, env } = sicken(chosen)
  const machine = machineOf(home, { env })
  try {
    const before = listing(home)
    const diagnosis = await runDoctor({ machine, sync: false })
    expect(listing(home), 'looking changes nothing').toEqual(before)
    expect(diagnosis.checks.filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')).toEqual([])
    const found = foundIn(diagnosis)
    const expected = new Set(chosen.flatMap(({ finds }) => finds))
    for (const name of expected) {
      const named = found.filter((finding) => finding.name === name)
      expect(named.length, `${name} in ${found.map((each) => each.name).join(' ')}`).toBeGreaterThan(0)
    }
    const leads = found.filter(({ severity, causedBy }) => severity !== 'info' && causedBy.length === 0)
    const strangers = leads.map(({ name }) => name).filter((name) => !expected.has(name))
    expect(strangers, 'all else follows from the causes').toEqual([])

    const after = await runDoctor({ machine, fix: true, yes: true })
    const left = new Set(foundIn(after).map(({ name }) => name))
    for (const { healed, finds, name } of chosen)
      for (const each of finds) expect([name, each, left.has(each)]).toEqual([name, each, !healed])
    const unexpected = after.changes.filter(({ status }) => status === 'failed' || status === 'rolled-back')
    expect(unexpected).toEqual([])

    const fixed = listing(home)
    const declared = after.changes.flatMap(({ status, paths }) => (status === 'applied' ? paths : []))
    expect(touchedOutside(before, fixed, home, declared)).toEqual([])

    const again = await runDoctor({ machine, fix: true, yes: true })
    expect(again.changes.filter(({ status }) => status === 'applied')).toEqual([])
    expect(listing(home), 'a second --fix changes nothing').toEqual(fixed)

    const undone = await undoRun({ run: null, dryRun: false, cli: 'clawdbot-doctor', machine })
    expect(undone.status).toBe(declared.length === 0 ? 'unchanged' : 'done')
    expect(asItWas(listing(home)), 'undo restores all of it').toEqual(asItWas(before))
    return new Set(after.changes.flatMap(({ status, fix }) => (status === 'applied' ? [fix] : [])))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const OWN = '/.clawdbot/doctor'

/** Times of folders tell that something was done in them, and nothing of what; a stale lock that was taken over is gone. */
const asItWas = (entries: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([path]) => !path.startsWith(OWN) && !path.endsWith('.lock'))
      .map(([path, entry]) => [path, entry.startsWith('folder ') ? entry.replace(/ [\d.]+ $/, '') : entry]),
  )

/** Paths that changed and that no applied change names: our own records, and folders whose entries changed, aside. */
const touchedOutside = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  home: string,
  declared: readonly string[],
): readonly string[] => {
  const paths = declared.map((path) => path.slice(home.length))
  // Whoever takes a stale lock does away with it.
  const named = new Set([...paths, ...paths.map((path) => `${path}.lock`)])
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return all.filter(
    (path) =>
      before[path] !== after[path] &&
      !path.startsWith(OWN) &&
      !named.has(path) &&
      ![...named, OWN].some((each) => each.startsWith(`${path}/`)),
  )
}

describe('a gateway in good health', () => {
  it('has nothing wrong with it', async () => {
    const { home, env } = build(healthyWorld())
    const report = await runDoctor({ machine: machineOf(home, { env }), sync: false })
    const problems = foundIn(report).filter(({ severity }) => severity !== 'info')
    expect(problems.map(({ name }) => name)).toEqual([])
  })
})

/** By fix: those that need a server, or a service manager, have tests of their own. */
const ELSEWHERE = ['auth/refresh-login', 'monitor/install-timer']

describe('each of the worst states', () => {
  const applied = new Set<string>()
  it.each(states)('is named and, where it can be, healed: $name', async (state) => {
    for (const fix of await live([state])) applied.add(fix)
  })

  it('between them they need every fix there is', () => {
    const { fixes } = createRegistry(bundledPlugins)
    expect([...fixes.keys()].filter((id) => !applied.has(id) && !ELSEWHERE.includes(id))).toEqual([])
  })
})

describe('several of the worst states in one home', () => {
  it('are all named, healed where they can be, and nothing else is touched', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...states], { minLength: 2, maxLength: 3 }).filter(isFree),
        async (chosen) => void (await live(chosen)),
      ),
      { numRuns: 250, interruptAfterTimeLimit: 200_000 },
    )
  }, 300_000)
})
