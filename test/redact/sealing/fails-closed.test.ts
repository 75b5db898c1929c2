import { describe, expect, it } from 'vitest'
import { casePseudonyms, SealingFailed } from '../../../src/redact/sealing/index.js'
import { settle } from '../../../src/redact/sealing/settle.js'
import { noise } from '../boundary.js'
import { keyOf, sealerOf } from './sealers.js'

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
    const name = casePseudonyms(keyOf('case')).secretName(TOKEN, 'opaque')
    const sealed = leaf(name, 'openai-key')
    expect(sealerOf([TOKEN]).document({ a: [sealed] }, 'r')).toEqual({ a: [sealed] })
  })

  it('keeps a name that an earlier report of the case gave it', () => {
    const sealed = leaf('[openai-key 0123456789ab]', 'openai-key')
    const sealer = sealerOf([], { already: [sealed.$secret.pseudonym] })
    expect(sealer.document([sealed], 'r')).toEqual([sealed])
  })

  it('gets another name where nobody gave it this one, alike wherever it stands', () => {
    const odd = leaf('[grace-hopper 0123456789abcdef]', 'grace-hopper')
    const sealed = sealerOf().document([odd, odd, leaf('[other 0123456789abcdef]', 'x')], 'r')
    expect(JSON.stringify(sealed)).not.toMatch(/grace|0123456789abcdef/)
    const names = (sealed as { $secret: { pseudonym: string } }[]).map(({ $secret }) => $secret.pseudonym)
    expect(names[0]).toBe(names[1])
    expect(names[0]).not.toBe(names[2])
  })

  it('tells nothing by its kind, whatever a plugin has written there', () => {
    const word = 'correct-horse-battery'
    const sealed = sealerOf([word]).document([leaf(`[${word} 0123456789ab]`, word), leaf(TOKEN, 'x')], 'r')
    expect(JSON.stringify(sealed)).not.toContain(word)
    expect(sealed).toMatchObject([{ $secret: { kind: 'opaque' } }, {}])
  })

  it.each([
    ['length', { deep: '/home/ada/x' }],
    ['blank', 'ada@engines.example'],
    ['hasWhitespace', TOKEN],
  ])('is an ordinary object where its %s is something else', (key, value) => {
    const odd = { $secret: { ...leaf('[x 0123456789ab]', 'x').$secret, [key]: value } }
    const sealed = JSON.stringify(sealerOf([TOKEN]).document(odd, 'r'))
    expect(sealed).not.toMatch(/\/home\/ada|ada@engines/)
    expect(sealed).not.toContain(TOKEN)
  })

  it('is an ordinary object where it says more than such a secret does', () => {
    const odd = { $secret: { ...leaf('[x 0123456789ab]', 'x').$secret, text: TOKEN } }
    expect(JSON.stringify(sealerOf([TOKEN]).document(odd, 'r'))).not.toContain(TOKEN)
  })
})

describe('a list of bytes in a document', () => {
  it('goes where it is a secret, and stays where it is none', () => {
    const value = { type: 'Buffer', data: [...Buffer.from(TOKEN)], ports: [1, 2, 3, 4, 5, 6, 7] }
    const sealed = sealerOf([TOKEN]).document(value, 'r') as { data: unknown; ports: unknown }
    expect(sealed.data).toMatch(/^\[opaque [\da-f]{12}\]$/)
    expect(sealed.ports).toEqual(value.ports)
  })
})
