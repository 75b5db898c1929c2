import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyOf, invalidAt, keptCopy } from '../../src/contract/data-copy.js'
import { hearOut } from '../../src/engine/forgotten-promises.js'
import { createFakeSeal } from '../../src/testing/index.js'
import { GARBAGE } from '../engine/hostile.js'

const isFrozenThroughout = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout))

describe('what is JSON data', () => {
  it('is copied as it is, and frozen throughout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const read = copyOf(value)
        expect(read).toEqual({ copy: value })
        expect('copy' in read && isFrozenThroughout(read.copy)).toBe(true)
        expect(invalidAt(value)).toBe(null)
      }),
    )
  })

  it('may say the same thing twice, have no prototype, and have a member __proto__', () => {
    const shared = { a: 1 }
    const bare = Object.assign(Object.create(null), { a: 1 })
    const proto = JSON.parse('{"__proto__": {"admin": true}}')
    expect(copyOf([shared, shared])).toEqual({ copy: [shared, shared] })
    expect(copyOf(bare)).toEqual({ copy: { a: 1 } })
    expect(JSON.stringify(copyOf(proto))).toBe('{"copy":{"__proto__":{"admin":true}}}')
  })

  it('may have secrets for leaves, which stay themselves', () => {
    const secret = createFakeSeal()('text')
    const read = copyOf({ list: [secret] })
    expect('copy' in read && (read.copy as { list: unknown[] }).list[0]).toBe(secret)
  })

  it('is looked at only once', () => {
    let looks = 0
    const value = Object.defineProperty({}, 'x', { enumerable: true, get: () => ++looks })
    expect(copyOf(value)).toEqual({ copy: { x: 1 } })
  })
})

describe('a copy that is kept', () => {
  it('is not copied again, alone or within something else', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (value) => {
        const kept = keptCopy(value)
        expect(kept).toEqual(value)
        expect(isFrozenThroughout(kept)).toBe(true)
        const around = copyOf({ kept })
        expect('copy' in around && (around.copy as { kept: unknown }).kept).toBe(kept)
      }),
    )
  })

  it('is the only one: what somebody else froze is copied', () => {
    const inner = { changes: 1 }
    const frozen = Object.freeze([inner])
    const read = copyOf(frozen)
    inner.changes = 2
    expect(read).toEqual({ copy: [{ changes: 1 }] })
  })

  it('cannot be had of what is not data', () => {
    expect(() => keptCopy({ when: new Date(0) })).toThrow(TypeError)
  })
})

describe('what is not JSON data', () => {
  it.each(GARBAGE)('%s is found, with its place', (_, make, at) => {
    const value = make()
    if (at === null) expect(() => copyOf(value)).toThrow()
    else expect(copyOf(value)).toEqual({ invalidAt: at })
    hearOut(value)
  })
})
