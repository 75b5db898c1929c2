import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyFix, defineFix, type Risk } from '../../src/contract/index.js'
import { type Answer, createAgreement, type PlanQuestion } from '../../src/fix/agreement.js'
import { makeHome } from './home.js'
import { admit } from './patient.js'

const aFix = (id: string, risk: Risk = 'safe'): AnyFix =>
  defineFix({ id, title: id, risk, needs: {}, touches: [], plan: () => [] })

const about = (id: string): PlanQuestion => ({
  fix: aFix(id),
  finding: { id, check: 'a/b', messageId: 'm', subject: 's', severity: 'error', evidence: [] },
  paths: [],
  diff: '',
  enterMeans: true,
})

/** Asks about plans of these fixes in turn; who is asked gives these answers. */
const agreed = async (fixes: readonly string[], answers: readonly Answer[]) => {
  const left = [...answers]
  const asked: string[] = []
  const agreement = createAgreement(async ({ fix }) => {
    asked.push(fix.id)
    return left.shift() ?? 'no'
  })
  const outcomes: boolean[] = []
  for (const id of fixes) outcomes.push(await agreement.ask(about(id)))
  return { outcomes, asked, hasQuit: agreement.hasQuit() }
}

describe('what somebody agrees to', () => {
  it.each<[readonly string[], readonly Answer[], readonly boolean[], string, boolean]>([
    [['x', 'y'], ['yes', 'no'], [true, false], 'xy', false],
    [['x', 'x', 'y', 'x'], ['all', 'no'], [true, true, false, true], 'xy', false],
    [['x', 'x'], ['yes', 'no'], [true, false], 'xx', false],
    [['x', 'y', 'x'], ['all', 'quit'], [true, false, false], 'xy', true],
    [['x', 'y'], ['quit'], [false, false], 'x', true],
  ])('of plans %j with answers %j is %j', async (fixes, answers, outcomes, asked, hasQuit) => {
    expect(await agreed(fixes, answers)).toEqual({ outcomes, asked: [...asked], hasQuit })
  })

  it('never holds for anything after quit, nor without a yes to that fix', async () => {
    const answer = fc.constantFrom<Answer>('yes', 'no', 'all', 'quit')
    const plans = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(plans, fc.array(answer, { minLength: 12, maxLength: 12 }), async (fixes, answers) => {
        const { outcomes, asked } = await agreed(fixes, answers)
        const said = asked.map((id, at) => [id, answers[at]] as const)
        const quitAt = said.findIndex(([, word]) => word === 'quit')
        if (quitAt >= 0) expect(asked).toHaveLength(quitAt + 1)
        for (const [at, ok] of outcomes.entries())
          if (ok) expect(said).toContainEqual([fixes[at], expect.stringMatching(/^(yes|all)$/)])
      }),
    )
  })
})

const makeStore = async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  writeFileSync(path, '{}\n')
  return { home, path }
}

describe('a run of fixes with somebody there', () => {
  const consent = { yes: false, terminal: true }

  it.each<[readonly Answer[], readonly string[]]>([
    [
      ['yes', 'no', 'yes'],
      ['applied', 'declined', 'applied'],
    ],
    [
      ['no', 'all'],
      ['declined', 'applied', 'applied'],
    ],
    [
      ['yes', 'quit'],
      ['applied', 'declined', 'declined'],
    ],
  ])('with answers %j has the outcomes %j, and tells those that were tried', async (answers, statuses) => {
    const { home, path } = await makeStore()
    const left = [...answers]
    const agreement = createAgreement(async () => left.shift() ?? 'no')
    const told: string[] = []
    const { treat, context } = admit(
      { home, path, subjects: ['one', 'two', 'three'] },
      { consent, ask: agreement.ask },
    )
    Object.assign(context, { ...agreement, tell: ({ subject }: { subject: string }) => told.push(subject) })
    const records = await treat()
    expect(records.map(({ status }) => status)).toEqual(statuses)
    expect(told).toEqual(records.filter(({ status }) => status === 'applied').map(({ subject }) => subject))
  })

  it('changes nothing more after quit, not even what nobody is asked about', async () => {
    const { home, path } = await makeStore()
    const { treat, context } = admit({ home, path, risk: 'automatic' }, { consent })
    Object.assign(context, { hasQuit: () => true })
    expect(await treat()).toMatchObject([{ status: 'declined' }])
  })
})
