import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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

/** Diagnoses, heals and restores one home, and says what did not go as it should. */
const live = async (chosen: readonly State[]): Promise<void> => {
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
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const OWN = '/.clawdbot/doctor'

/** Paths that changed and that no applied change names: our own records, and folders whose entries changed, aside. */
const touchedOutside = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  home: string,
  declared: readonly string[],
): readonly string[] => {
  const named = new Set(declared.map((path) => path.slice(home.length)))
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return paths.filter(
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

describe('each of the worst states', () => {
  it.each(states)('is named and, where it can be, healed: $name', (state) => live([state]))
})

describe('several of the worst states in one home', () => {
  it('are all named, healed where they can be, and nothing else is touched', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...states], { minLength: 2, maxLength: 3 }).filter(isFree),
        async (chosen) => live(chosen),
      ),
      { numRuns: 300 },
    )
  }, 120_000)
})
