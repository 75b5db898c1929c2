import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../src/contract/index.js'
import { type EvidenceHash, makeEvidenceKey, readEvidenceKey } from '../../src/ports/evidence-key.js'
import { createSeal } from '../../src/ports/secret.js'
import { makeFolder } from '../setup/temp-folder.js'

const aPath = async () => join(await makeFolder(), 'doctor', 'key')

const hashOf = async (path?: string): Promise<EvidenceHash> => {
  const key = await makeEvidenceKey(path ?? (await aPath()))
  if (key.state !== 'ok') throw new Error(key.state)
  return key.hash
}

describe('the key of the evidence', () => {
  it('is not made by who only reads it', async () => {
    const path = await aPath()
    expect(await readEvidenceKey(path)).toEqual({ state: 'absent' })
    expect(readdirSync(join(path, '..', '..'))).toEqual([])
  })

  it('is made once, for its owner alone, with nothing left beside it', async () => {
    const path = await aPath()
    const hash = await hashOf(path)
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^[0-9a-f]{64}\n$/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect((await hashOf(path))({ a: 1 })).toBe(hash({ a: 1 }))
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(readdirSync(join(path, '..'))).toEqual(['key'])
  })

  it('is one and the same for all who make it at once', async () => {
    const path = await aPath()
    const hashes = await Promise.all(Array.from({ length: 8 }, () => hashOf(path)))
    expect(new Set(hashes.map((hash) => hash('x'))).size).toBe(1)
    expect(readdirSync(join(path, '..'))).toEqual(['key'])
  })

  it.each([
    ['is empty', '', 'malformed'],
    ['is too short', 'abc', 'malformed'],
    ['is too long', `${'a'.repeat(65)}\n`, 'malformed'],
    ['is no hex', `${'z'.repeat(64)}\n`, 'malformed'],
  ])('is not replaced where it %s', async (_, text, state) => {
    const path = await aPath()
    mkdirSync(join(path, '..'))
    writeFileSync(path, text)
    expect(await makeEvidenceKey(path)).toEqual({ state })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('is unreadable where there is a folder', async () => {
    const path = await aPath()
    mkdirSync(path, { recursive: true })
    expect(await makeEvidenceKey(path)).toEqual({ state: 'unreadable' })
  })

  it('names the path where it cannot be made', async () => {
    const path = await aPath()
    const folder = join(path, '..')
    writeFileSync(folder, 'in the way')
    await expect(makeEvidenceKey(path)).rejects.toThrow(`${folder}: it is not a folder`)
    expect(readFileSync(folder, 'utf8')).toBe('in the way')
  })
})

describe('a hash of evidence', () => {
  const data: fc.Arbitrary<Value> = fc.jsonValue() as fc.Arbitrary<Value>

  it('is the same for the same data, in whatever order its keys stand', async () => {
    const hash = await hashOf()
    fc.assert(
      fc.property(fc.dictionary(fc.string(), data), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(hash(turned)).toBe(hash(value))
      }),
    )
  })

  it('is another for other data, and never tells it', async () => {
    const hash = await hashOf()
    fc.assert(
      fc.property(data, data, (a, b) => {
        expect(hash(a)).toMatch(/^[0-9a-f]{32}$/)
        expect(hash(a) === hash(b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)))
      }),
    )
  })

  it('follows the text of a secret from one run to the next, and is no hash of that text without the key', async () => {
    const path = await aPath()
    const [hash, again] = [await hashOf(path), await hashOf(path)]
    const one = createSeal().seal
    const two = createSeal().seal
    expect(again({ token: two('abc', 'b') })).toBe(hash({ token: one('abc', 'a') }))
    expect(hash({ token: one('abd') })).not.toBe(hash({ token: one('abc') }))
    expect(hash({ token: 'abc' })).not.toBe(hash({ token: one('abc') }))
    expect((await hashOf())({ token: one('abc') })).not.toBe(hash({ token: one('abc') }))
  })
})

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
    .concat([['{}', null]])
}
