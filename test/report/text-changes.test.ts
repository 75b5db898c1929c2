import { describe, expect, it } from 'vitest'
import type { ReportChange } from '../../src/report/schema.js'
import { renderText } from '../../src/report/text.js'
import { aChange, aCheck, aFinding, aReport, STORE_PATH } from './documents.js'

const style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const firstLine = (change: ReportChange): string =>
  renderText(aReport([aCheck()], { changes: [change] }), { style, verbose: false, cli: 'clawdbot' }).split(
    '\n',
  )[0] ?? ''

const WHERE = '~/.clawdbot/agents/main/agent/auth-profiles.json'

describe('a change is told before the problems', () => {
  it.each<[ReportChange['status'], string | null, string]>([
    ['applied', null, `✔ done: Put it right (agent main, store) · ${WHERE}`],
    ['planned', null, `✔ would do: Put it right (agent main, store) · ${WHERE}`],
    ['declined', null, `▲ left as it is: Put it right (agent main, store) · ${WHERE}`],
    ['refused', 'it is a link', `▲ not done: Put it right (agent main, store): it is a link · ${WHERE}`],
    ['outdated', 'it is gone', `▲ not done: Put it right (agent main, store): it is gone · ${WHERE}`],
    ['failed', 'no space', `▲ not done: Put it right (agent main, store): no space · ${WHERE}`],
    ['rolled-back', 'no good', `▲ taken back: Put it right (agent main, store): no good · ${WHERE}`],
  ])('%s', (status, reason, line) => {
    expect(firstLine(aChange({ status, reason }))).toBe(line)
  })

  it('with its path once, also where the reason begins with it', () => {
    expect(firstLine(aChange({ status: 'failed', reason: `${STORE_PATH}: no space` }))).toBe(
      `▲ not done: Put it right (agent main, store): no space · ${WHERE}`,
    )
  })

  it('withheld or named, with the command that has it done', () => {
    expect(firstLine(aChange({ status: 'withheld' }))).toContain('`clawdbot doctor --fix --yes`')
    expect(firstLine(aChange({ status: 'named' }))).toContain('`clawdbot doctor --fix --yes --force`')
  })

  it('withheld or named, with that command as the next step of what it would mend', () => {
    const next = (status: ReportChange['status']): string =>
      renderText(aReport([aCheck({ findings: [aFinding()] })], { changes: [aChange({ status })] }), {
        style,
        verbose: false,
        cli: 'clawdbot',
      })
    expect(next('withheld')).toContain(
      '\n  next  Run `clawdbot doctor --fix --yes`. It would: Put it right.\n',
    )
    expect(next('named')).toContain('\n  next  Run `clawdbot doctor --fix --yes --force`. It would: Put')
  })

  it('once, where one step does away with two findings', () => {
    const changes = [
      aChange({ finding: 'a' }),
      aChange({ finding: 'b' }),
      aChange({ subject: 'agent:work/x' }),
    ]
    const text = renderText(aReport([aCheck()], { changes }), { style, verbose: false, cli: 'clawdbot' })
    expect(text.match(/done: Put it right/g)).toHaveLength(2)
  })

  it('with its reason also where it was made and something is to be said', () => {
    expect(firstLine(aChange({ reason: 'its lock was lost' }))).toBe(
      `▲ done: Put it right (agent main, store): its lock was lost · ${WHERE}`,
    )
  })

  it('with its diff where it would be made', () => {
    const diff = '--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n'
    const changes = [aChange({ status: 'planned', diff }), aChange({ status: 'declined', diff })]
    const text = renderText(aReport([aCheck()], { changes }), { style, verbose: false, cli: 'clawdbot' })
    expect(text.match(/\+new/g)).toHaveLength(1)
  })

  it('but one that is only offered stands at its finding, as the next step', () => {
    const report = aReport([aCheck({ findings: [aFinding()] })], {
      changes: [aChange({ status: 'offered' })],
    })
    const text = renderText(report, { style, verbose: false, cli: 'clawdbot' })
    expect(text).toMatch(/^✖ error/)
    expect(text).toContain('\n  next  Run `clawdbot doctor --fix`. It would: Put it right.\n')
    expect(text).not.toContain('Mend it.')
  })

  it.each(['refused', 'outdated', 'failed', 'rolled-back'] as const)(
    'and one that was tried in vain (%s) too, so that the step that just failed is not told as the next',
    (status) => {
      const change = aChange({ status, reason: `${STORE_PATH}: no space` })
      const report = aReport([aCheck({ findings: [aFinding()] })], { changes: [change] })
      const text = renderText(report, { style, verbose: false, cli: 'clawdbot' })
      expect(text).toMatch(/^✖ error/)
      expect(text.match(/no space/g)).toHaveLength(1)
      expect(text).toMatch(
        /\n {2}tried .+\n {2}next {2}Mend that, then run `clawdbot doctor --fix` again\.\n/,
      )
    },
  )

  it('and the last try counts where there were several', () => {
    const changes = [aChange(), aChange({ status: 'failed', reason: 'no space' })]
    const report = aReport([aCheck({ findings: [aFinding()] })], { changes })
    const text = renderText(report, { style, verbose: false, cli: 'clawdbot' })
    expect(text).toContain('no space')
  })

  it('and a sync that was not wanted is told with the finding’s own step', () => {
    const change = aChange({ status: 'offered', risk: 'automatic' })
    const report = aReport([aCheck({ findings: [aFinding()] })], { changes: [change] })
    expect(renderText(report, { style, verbose: false, cli: 'clawdbot' })).toContain('\n  next  Mend it.\n')
  })
})
