import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveCauses } from '../../src/engine/causes.js'
import type { JudgedFinding } from '../../src/engine/check-result.js'

const found = (check: string, subject: string, ...causedBy: readonly string[]): JudgedFinding => ({
  id: `${check}#${subject}`,
  check,
  messageId: 'bad',
  subject,
  severity: 'error',
  evidence: [],
  causedBy,
})

const causesOf = (...findings: readonly JudgedFinding[]) => Object.fromEntries(resolveCauses(findings))

describe('what a finding follows from', () => {
  it.each([
    ['every finding of a check', 'a/x', ['a/x#main', 'a/x#work']],
    ['one subject of a check', 'a/x#work', ['a/x#work']],
    ['a subject with a # and a ! in it', 'a/y#one#t!wo', ['a/y#one#t!wo']],
    ['one message of a check', 'a/x!bad', ['a/x#main', 'a/x#work']],
    ['one message about one subject', 'a/x!bad#work', ['a/x#work']],
    ['another message', 'a/x!good', undefined],
    ['another message about that subject', 'a/x!good#work', undefined],
    ['no message', 'a/x!#work', undefined],
    ['a check that found nothing', 'a/none', undefined],
    ['a subject that nothing was found about', 'a/x#gone', undefined],
    ['no subject at all', 'a/x#', undefined],
    ['any subject of a kind', 'a/x#w*', ['a/x#work']],
    ['one message about any subject of a kind', 'a/x!bad#*i*', ['a/x#main']],
    ['a subject of a kind that nothing was found about', 'a/x#w.*', undefined],
    ['a kind of subject that is none', 'a/x#(*', undefined],
    ['an empty name', '', undefined],
    ['only the beginning of an id', 'a', undefined],
  ])('may be named as %s', (_, cause, expected) => {
    const others = [found('a/x', 'main'), found('a/x', 'work'), found('a/y', 'one#t!wo')]
    expect(causesOf(...others, found('b/z', 'it', cause))['b/z#it']).toEqual(expected)
  })

  it('is named once, and may come later in the run', () => {
    const effect = found('b/z', 'it', 'a/x', 'a/x#main', 'a/x')
    expect(causesOf(effect, found('a/x', 'main'))).toEqual({ 'b/z#it': ['a/x#main'] })
  })

  it('is never the finding itself, nor one that cannot be told from it; another one of its check may be', () => {
    expect(causesOf(found('a/x', 'main', 'a/x'))).toEqual({})
    expect(causesOf(found('a/x', 'main', 'a/x#main'), found('a/x', 'main', 'a/x'))).toEqual({})
    expect(causesOf(found('a/x', 'main', 'a/x'), found('a/x', 'work'))).toEqual({ 'a/x#main': ['a/x#work'] })
  })

  it('never goes round in a circle, and whoever comes first keeps its cause', () => {
    const circle = [found('a/a', 's', 'a/b'), found('a/b', 's', 'a/c'), found('a/c', 's', 'a/a')]
    expect(causesOf(...circle)).toEqual({ 'a/a#s': ['a/b#s'], 'a/b#s': ['a/c#s'] })
  })

  it('never goes round, whatever is named', () => {
    const names = fc.constantFrom('a/a', 'a/b', 'a/c', 'a/d', 'a/a#1', 'a/b#2', 'a/none')
    const findings = fc.array(
      fc
        .tuple(fc.constantFrom('a/a', 'a/b', 'a/c', 'a/d'), fc.constantFrom('1', '2'), fc.array(names))
        .map(([check, subject, causes]) => found(check, subject, ...causes)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(findings, (list) => {
        const causes = resolveCauses(list)
        const ids = new Set(list.map((finding) => finding.id))
        const done = new Set<string>()
        // A graph has no circle when it can be taken apart from its ends.
        for (let before = -1; before < done.size; ) {
          before = done.size
          for (const id of ids) if ((causes.get(id) ?? []).every((cause) => done.has(cause))) done.add(id)
        }
        expect(done).toEqual(ids)
      }),
    )
  })

  it('is found among tens of thousands without holding each against all', () => {
    const many = Array.from({ length: 30_000 }, (_, at) => [
      found('a/expiry', `agent:${at}`),
      found('a/order', `agent:${at}`, `a/expiry#agent:${at}`, `a/sync!bad#agent:${at}`),
    ]).flat()
    expect(resolveCauses(many).size).toBe(30_000)
  })

  it('is found in a web of causes without walking every way through it', () => {
    const layers = Array.from({ length: 60 }, (_, layer) =>
      ['1', '2', '3'].map((subject) => found(`a/n${layer}`, subject, `a/n${layer + 1}`)),
    )
    const causes = resolveCauses(layers.reverse().flat())
    expect(causes.size).toBe(59 * 3)
  })
})
