import { describe, expect, it } from 'vitest'
import { doneText, type PlanToShow, planText } from '../../src/report/plan-text.js'
import type { Style } from '../../src/report/style.js'
import { HOME, STORE_PATH } from './documents.js'

const style: Style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const plan: PlanToShow = {
  check: 'auth/some',
  subject: 'agent:main/store',
  severity: 'warning',
  what: 'It is open.',
  title: 'Close it',
  risk: 'safe',
  paths: [STORE_PATH, `${HOME}/other`],
  diff: 'THE DIFF',
  enterMeans: true,
  home: HOME,
}

describe('a plan that a person is asked about', () => {
  it('says what is wrong, what would be done, how risky that is, where, and what to type', () => {
    expect(planText(plan, style).split('\n')).toEqual([
      '▲ warning: It is open.',
      '  fix   Close it (agent main, store).',
      '  risk  low: nothing that is in use is lost, and it can be undone.',
      '  file  ~/.clawdbot/agents/main/agent/auth-profiles.json',
      '  file  ~/other',
      '  keys  y yes, n no, a all of this kind (this fix, wherever it helps), d show the diff, q quit. Enter means yes.',
    ])
  })

  it.each<[PlanToShow['risk'], boolean, RegExp]>([
    ['review', false, /risk {2}have a look first: .*Enter means no\.$/s],
    ['destructive', false, /risk {2}high: .*Enter means no\.$/s],
  ])('of risk %s says so, and what Enter means', (risk, enterMeans, words) => {
    expect(planText({ ...plan, risk, enterMeans }, style)).toMatch(words)
  })

  it('in plain words begins with the word, and in 40 columns fits', () => {
    expect(planText(plan, { ...style, unicode: false, plain: true })).toMatch(/^warning: It is open\.\n/)
    const lines = planText(plan, { ...style, width: 40 }).split('\n')
    expect(Math.max(...lines.filter((line) => !line.includes('/')).map(({ length }) => length))).toBeLessThan(
      41,
    )
  })
})

describe('what became of a plan', () => {
  const around = { style, cli: 'clawdbot', home: HOME }
  const done = { title: 'Close it', subject: 'auth:store', check: 'auth/some' } as const

  it.each([
    [{ status: 'applied' }, '✔ done: Close it. To take it back: `clawdbot doctor undo`'],
    [
      { status: 'rolled-back', reason: `${STORE_PATH} was written` },
      '▲ taken back: Close it: ~/.clawdbot/agents/main/agent/auth-profiles.json was written',
    ],
    [{ status: 'outdated', reason: 'it changed' }, '▲ not done: Close it: it changed'],
  ] as const)('%j is told as: %s', (outcome, text) => {
    expect(doneText({ ...done, ...outcome }, around)).toBe(text)
  })
})
