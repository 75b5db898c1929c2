import { describe, expect, it } from 'vitest'
import type { Risk } from '../../src/contract/index.js'
import { type ConsentContext, consentFor } from '../../src/fix/consent.js'

const PLAIN: ConsentContext = {
  fix: false,
  yes: false,
  force: false,
  dryRun: false,
  automatic: true,
  terminal: false,
}
const FIX = { ...PLAIN, fix: true }
const ALL = { ...FIX, yes: true, force: true }

const RISKS: readonly Risk[] = ['automatic', 'safe', 'review', 'destructive']

/** What happens to an automatic, a safe, a review and a destructive fix. */
const TABLE: readonly (readonly [string, ConsentContext, readonly string[]])[] = [
  ['a plain run', PLAIN, ['apply', 'offer', 'offer', 'name']],
  ['a plain run on a terminal', { ...PLAIN, terminal: true }, ['apply', 'offer', 'offer', 'name']],
  ['--no-sync', { ...PLAIN, automatic: false }, ['offer', 'offer', 'offer', 'name']],
  ['--yes alone', { ...PLAIN, yes: true }, ['apply', 'offer', 'offer', 'name']],
  ['--yes --force alone', { ...PLAIN, yes: true, force: true }, ['apply', 'offer', 'offer', 'name']],
  ['--fix on a terminal', { ...FIX, terminal: true }, ['apply', 'ask yes', 'ask no', 'name']],
  ['--fix without one', FIX, ['apply', 'apply', 'withhold', 'name']],
  [
    '--fix --force on a terminal',
    { ...FIX, force: true, terminal: true },
    ['apply', 'ask yes', 'ask no', 'name'],
  ],
  ['--fix --force without one', { ...FIX, force: true }, ['apply', 'apply', 'withhold', 'name']],
  ['--fix --yes', { ...FIX, yes: true }, ['apply', 'apply', 'apply', 'name']],
  ['--fix --yes on a terminal', { ...FIX, yes: true, terminal: true }, ['apply', 'apply', 'apply', 'name']],
  ['--fix --yes --force', ALL, ['apply', 'apply', 'apply', 'apply']],
  ['--fix --yes --force --no-sync', { ...ALL, automatic: false }, ['offer', 'apply', 'apply', 'apply']],
  ['--dry-run', { ...PLAIN, dryRun: true }, ['preview', 'preview', 'preview', 'name']],
  [
    '--dry-run on a terminal',
    { ...FIX, dryRun: true, terminal: true },
    ['preview', 'preview', 'preview', 'name'],
  ],
  ['--dry-run --fix --yes --force', { ...ALL, dryRun: true }, ['preview', 'preview', 'preview', 'preview']],
  [
    '--dry-run --no-sync',
    { ...PLAIN, dryRun: true, automatic: false },
    ['offer', 'preview', 'preview', 'name'],
  ],
]

const told = (risk: Risk, context: ConsentContext): string => {
  const consent = consentFor(risk, context)
  return consent.decision === 'ask' ? `ask ${consent.enterMeans ? 'yes' : 'no'}` : consent.decision
}

it.each(TABLE)('decides for %s as the consent table says', (_, context, decisions) => {
  expect(RISKS.map((risk) => told(risk, context))).toEqual(decisions)
})

describe('whatever a run is asked for', () => {
  const runs = Array.from({ length: 64 }, (_, bits): ConsentContext => {
    const [fix, yes, force, dryRun, automatic, terminal] = [0, 1, 2, 3, 4, 5].map(
      (bit) => !!(bits & (1 << bit)),
    )
    return {
      fix: fix === true,
      yes: yes === true,
      force: force === true,
      dryRun: dryRun === true,
      automatic: automatic === true,
      terminal: terminal === true,
    }
  })
  const decide = (context: ConsentContext) => RISKS.map((risk) => ({ risk, told: told(risk, context) }))

  it('--dry-run applies nothing and asks nothing', () => {
    const decisions = runs.filter((run) => run.dryRun).flatMap(decide)
    expect(decisions.filter(({ told }) => /apply|ask/.test(told))).toEqual([])
  })

  it('without a terminal nothing is asked', () => {
    const decisions = runs.filter((run) => !run.terminal).flatMap(decide)
    expect(decisions.filter(({ told }) => told.startsWith('ask'))).toEqual([])
  })

  it('without --fix only the sync is applied', () => {
    const applied = runs
      .filter((run) => !run.fix)
      .flatMap(decide)
      .filter(({ told }) => told === 'apply')
    expect(new Set(applied.map(({ risk }) => risk))).toEqual(new Set(['automatic']))
  })

  it('something destructive takes --fix, --yes and --force', () => {
    const allowed = runs.filter((run) => told('destructive', run) === 'apply')
    expect(allowed).toHaveLength(4)
    expect(allowed.every((run) => run.fix && run.yes && run.force && !run.dryRun)).toBe(true)
  })
})
