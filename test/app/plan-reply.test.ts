import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, isReply, keysHint, readReply } from '../../src/app/plan-reply.js'

describe('a typed line', () => {
  it.each([
    ['y', 'yes'],
    ['Y', 'yes'],
    [' yes ', 'yes'],
    ['ye', 'yes'],
    ['n', 'no'],
    ['No', 'no'],
    ['a', 'all'],
    ['all', 'all'],
    ['d', 'diff'],
    ['q', 'quit'],
    ['quit', 'quit'],
    ['x', null],
    ['yy', null],
    ['yesno', null],
    ['y n', null],
    ['1', null],
  ])('%o says %s, whatever Enter means', (line, reply) => {
    expect([readReply(line, true), readReply(line, false)]).toEqual([reply, reply])
    expect(isReply(line)).toBe(reply !== null)
  })

  it.each(['', ' ', '\t'])(
    'of nothing but %o is Enter, which means what the hint has in capitals',
    (line) => {
      expect([readReply(line, true), readReply(line, false)]).toEqual(['yes', 'no'])
      expect([keysHint(true), keysHint(false)]).toEqual(['[Y/n/a/d/q]', '[y/N/a/d/q]'])
    },
  )

  it('never agrees to anything unless it begins with y or a, or is Enter where that means yes', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (line, enterMeans) => {
        const agrees = ['yes', 'all'].includes(String(readReply(line, enterMeans)))
        const word = line.trim().toLowerCase()
        expect(agrees && !/^[ya]/.test(word) && !(word === '' && enterMeans)).toBe(false)
      }),
    )
  })
})

describe('the answer about a plan', () => {
  const answered = async (lines: readonly (string | null)[], enterMeans = true) => {
    const left = [...lines]
    const said: string[] = []
    const ask = async () => {
      const line = left.shift()
      if (line === undefined) throw new Error('asked once more')
      return line
    }
    const answer = await decide({ diff: 'THE DIFF\n', enterMeans }, ask, (text) => said.push(text))
    return { answer, said, left }
  }

  it.each([
    [['y'], 'yes'],
    [['n'], 'no'],
    [[''], 'yes'],
    [['a'], 'all'],
    [['q'], 'quit'],
    [[null], 'quit'],
  ])('to %o is %s, and nothing else is said', async (lines, answer) => {
    expect(await answered(lines)).toEqual({ answer, said: [], left: [] })
  })

  it('is asked for again after the diff, as often as that is wanted', async () => {
    expect(await answered(['d', 'd', ''], false)).toEqual({
      answer: 'no',
      said: ['\nTHE DIFF\n\n', '\nTHE DIFF\n\n'],
      left: [],
    })
  })

  it('is asked for again after a wrong key, saying which there are', async () => {
    const { answer, said } = await answered(['x', 'q'])
    expect([answer, said]).toEqual(['quit', ['Type y, n, a, d or q, then Enter.\n']])
  })
})
