import { describe, expect, it } from 'vitest'
import { tokenKind } from '../../../src/auth/token-kind.js'
import { noise } from '../boundary.js'
import { keyOf, sealerOf } from './sealers.js'

const TOKEN = `sk-ant-oat01-${noise(95)}`
const OTHER = `sk-ant-oat01-${noise(95, 2)}`
const NAME = /^\[anthropic-oauth-access [0-9a-f]{12}\]$/
const sealing = (over = {}) => sealerOf([TOKEN], { kindOf: tokenKind, ...over })

describe('a sealed secret', () => {
  it('has the name of its case, which tells its kind', () => {
    expect(sealing().text(TOKEN, 'a')).toMatch(NAME)
  })

  it('has one name in two reports of a case, and another in another case', () => {
    const name = sealing().text(TOKEN, 'a')
    expect(sealing().text(`the ${TOKEN}`, 'b')).toBe(`the ${name}`)
    expect(sealing({ key: keyOf('other') }).text(TOKEN, 'a')).not.toBe(name)
    expect(sealing({ key: keyOf('other') }).text(TOKEN, 'a')).toMatch(NAME)
  })

  it('has the same name where it is known and where it only looks like a secret', () => {
    const known = sealing().text(TOKEN, 'a')
    const unknown = sealerOf([], { kindOf: tokenKind })
    expect(unknown.text(TOKEN, 'a')).toBe(known)
    expect(unknown.text(OTHER, 'a')).not.toBe(known)
  })

  it('is gone from a text within a text, encoded again and again', () => {
    const basic = Buffer.from(`user:${TOKEN}`).toString('base64')
    const twice = Buffer.from(JSON.stringify({ auth: `Basic ${basic}` })).toString('base64')
    expect(sealing().text(`a ${twice} b`, 'a')).toMatch(/^a \[anthropic-oauth-access [0-9a-f]{12}\] b$/)
    expect(sealing().text(`a ${Buffer.from(basic).toString('hex')} b`, 'a')).toMatch(/^a \[anth.{30,40}\] b$/)
  })
})

describe('the ledger', () => {
  it('tells the lines of a text as they are in the archive, whatever was taken out before', () => {
    const wrapped = TOKEN.replace(/.{20}/g, '$&\n')
    const sealer = sealing()
    const sealed = sealer.text(`a\n${wrapped}\n${OTHER}\nb ada@example.com ada@example.com`, 'log')
    const lines = sealed.split('\n')
    expect(lines).toHaveLength(4)
    const removals = sealer.removals()
    expect(removals.map(({ place, rule, count }) => [place, rule, count])).toEqual([
      ['line 2', 'known', 1],
      ['line 3', 'anthropic', 1],
      ['line 4', 'email', 2],
    ])
    for (const { place, name } of removals) expect(lines[Number(place.slice(5)) - 1]).toContain(name)
    expect(removals.map(({ bytes }) => bytes)).toEqual([wrapped.length, OTHER.length, 30])
  })

  it('tells the place in a document, by the keys that the document has now', () => {
    const sealer = sealing()
    sealer.document({ b: [{ 'x/y': TOKEN }], [`k ${TOKEN}`]: { c: OTHER }, apiKey: 'abc123def456' }, 'r.json')
    const name = sealing().text(TOKEN, 'a')
    expect(sealer.removals().map(({ place, rule }) => `${place} ${rule}`)).toEqual([
      ' known',
      '/apiKey assigned-secret',
      '/b/0/x~1y known',
      `/k ${name}/c anthropic`,
    ])
  })

  it('holds nothing of what was removed, and is the same whatever was sealed first', () => {
    const [one, other] = [sealing(), sealing()]
    const files = [
      ['a', `x ${TOKEN} ada`],
      ['b', `y ${OTHER} 10.0.0.1`],
    ] as const
    for (const [file, text] of files) one.text(text, file)
    for (const [file, text] of files.toReversed()) other.text(text, file)
    expect(one.removals()).toEqual(other.removals())
    expect(JSON.stringify(one.removals())).not.toMatch(/sk-ant|ada\b|10\.0\.0\.1/)
  })
})
