import { describe, expect, it } from 'vitest'
import { SealingFailed } from '../../../src/redact/sealing/index.js'
import { settle } from '../../../src/redact/sealing/settle.js'
import { noise } from '../boundary.js'
import { sealerOf } from './sealers.js'

const TOKEN = noise(40, 77)

const failure = (work: () => unknown): SealingFailed => {
  try {
    work()
  } catch (error) {
    if (error instanceof SealingFailed) return error
  }
  throw new Error('it did not fail as it should')
}

describe('what cannot be sealed', () => {
  const unusable = sealerOf([TOKEN], { redactors: [{ id: 'bad', pattern: 'x' as unknown as RegExp }] })

  it('is named by its rule and its place, and by nothing else', () => {
    const text = failure(() => unusable.text(`a ${TOKEN}`, 'a.log'))
    expect(text).toMatchObject({ rule: 'redactor bad', file: 'a.log', place: '' })
    const document = failure(() => unusable.document({ a: [{ b: TOKEN }] }, 'report.json'))
    expect(document).toMatchObject({ rule: 'redactor bad', file: 'report.json' })
    for (const error of [text, document]) {
      expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(TOKEN)
      expect(error.cause).toBeUndefined()
    }
  })

  it('is a text when the known secrets cannot be told', () => {
    const sealer = sealerOf([], {
      secrets: () => {
        throw new Error(TOKEN)
      },
    })
    expect(failure(() => sealer.text('a', 'a.log')).message).not.toContain(TOKEN)
    expect(failure(() => sealer.document(['a'], 'a.json')).message).not.toContain(TOKEN)
  })

  it('is a text that is none, and a text that does not settle', () => {
    expect(failure(() => sealerOf().text(undefined as unknown as string, 'a'))).toBeInstanceOf(SealingFailed)
    const restless = (text: string) => [
      { start: 0, end: 1, replacement: text.startsWith('a') ? 'b' : 'a', by: 'x', whole: false },
    ]
    expect(() => settle('a', [restless])).toThrow('does not settle')
  })

  it.each<[string, unknown]>([
    ['a function', { a: () => 1 }],
    ['a symbol', [Symbol('a')]],
    ['a big number', { a: 10n }],
    ['not a number', { a: Number.NaN }],
    ['no end', { a: Number.POSITIVE_INFINITY }],
    ['a method that throws', { toJSON: () => expect.fail(TOKEN) }],
  ])('is a document that holds %s', (_, value) => {
    const error = failure(() => sealerOf([TOKEN]).document(value, 'report.json'))
    expect(error.rule).toBe('json')
    expect(error.message).not.toContain(TOKEN)
  })

  it('is a document that goes on for ever', () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(failure(() => sealerOf().document(circle, 'report.json')).file).toBe('report.json')
  })
})

describe('a secret that a run has sealed already', () => {
  const leaf = (pseudonym: string, kind: string) => ({
    $secret: { pseudonym, kind, length: 40, blank: false, hasWhitespace: false },
  })

  it('keeps its name and all that is told of it', () => {
    const sealed = leaf('[openai-key 0123456789ab]', 'openai-key')
    expect(sealerOf().document({ a: [sealed] }, 'r')).toEqual({ a: [sealed] })
  })

  it('tells nothing by its kind, whatever a plugin has written there', () => {
    const word = 'correct-horse-battery'
    const sealed = sealerOf([word]).document([leaf(`[${word} 0123456789ab]`, word), leaf(TOKEN, 'x')], 'r')
    expect(JSON.stringify(sealed)).not.toContain(word)
    expect(sealed).toMatchObject([{ $secret: { pseudonym: '[opaque 0123456789ab]', kind: 'opaque' } }, {}])
  })

  it('is an ordinary object where it says more than such a secret does', () => {
    const odd = { $secret: { ...leaf('[x 0123456789ab]', 'x').$secret, text: TOKEN } }
    expect(JSON.stringify(sealerOf([TOKEN]).document(odd, 'r'))).not.toContain(TOKEN)
  })
})
