import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/archive/index.js'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('JSON of somebody else', () => {
  it('is read as what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value)
        expect(readJson(Buffer.from(text), 'it')).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['cut short', '{"a":', 'it is not JSON'],
    ['two values', '{}{}', 'it is not JSON'],
    ['a byte-order mark first', '\ufeff{}', 'it is not JSON'],
    ['a comment', '{} // x', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['too deep', nested(101), 'it is nested deeper than that of any report'],
    ['too deep by far', nested(1_000_000), 'it is nested deeper than that of any report'],
    ['too deep after a text that ends in a backslash', `["\\\\",${nested(101)}]`, 'it is nested deeper'],
  ])('is refused for %s', (_, text, reason) => {
    expect(() => readJson(Buffer.from(text), 'it')).toThrow(reason)
  })

  it('is refused where it is not UTF-8, or too large', () => {
    expect(() => readJson(Buffer.from([0x22, 0xc3, 0x22]), 'it')).toThrow('it is not UTF-8')
    expect(() => readJson(Buffer.from('[1,2]'), 'it', { bytes: 4, depth: 9 })).toThrow('it is larger')
  })

  it('may be as deep as it likes within a text', () => {
    const text = JSON.stringify(`"${nested(200)}\\"`)
    expect(readJson(Buffer.from(text), 'it')).toBe(JSON.parse(text))
  })
})
