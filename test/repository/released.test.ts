import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { textOf } from './files.js'
import { narrowings, type Schema } from './narrowings.js'

const folder = new URL('../fixtures/released/', import.meta.url)
const versions = readdirSync(folder)
const releasedJson = (version: string, name: string): Schema =>
  JSON.parse(readFileSync(new URL(`${version}/${name}`, folder), 'utf8'))
const present = JSON.parse(textOf('schemas/report.v1.json')) as Schema

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
formats.default(ajv)
const validate = ajv.compile(present)

describe('the schema of the report', () => {
  it('is held to every version that the changelog names', () => {
    const released = [...textOf('CHANGELOG.md').matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(
      (match) => match[1],
    )
    expect(released.length).toBeGreaterThan(0)
    expect([...versions].sort()).toEqual(released.sort())
  })

  it.each(versions)('allows what version %s printed', (version) => {
    expect(validate(releasedJson(version, 'report.json')), ajv.errorsText(validate.errors)).toBe(true)
  })

  it.each(versions)('has only grown since version %s', (version) => {
    expect(narrowings(releasedJson(version, 'report.schema.json'), present)).toEqual([])
  })

  it.each(versions)('of version %s, kept here, is the one that its sample was made by', (version) => {
    const own = new Ajv2020({ strict: false })
    formats.default(own)
    const isOwn = own.compile(releasedJson(version, 'report.schema.json'))
    expect(isOwn(releasedJson(version, 'report.json')), own.errorsText(isOwn.errors)).toBe(true)
  })
})

const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string' }
const tree = (...kinds: readonly string[]): Schema => ({
  $defs: {
    tree: { anyOf: [...kinds.map((type) => ({ type })), { type: 'array', items: { $ref: '#/$defs/tree' } }] },
  },
  $ref: '#/$defs/tree',
})

describe('a schema that has only grown', () => {
  it.each<[string, Schema, Schema]>([
    ['is the same', object({ a: text }, ['a']), object({ a: text }, ['a'])],
    ['has a field more', object({ a: text }), object({ a: text, b: text })],
    ['has a value more', { enum: ['a'] }, { enum: ['b', 'a'] }],
    ['has a constant among values', { const: 'a' }, { enum: ['a', 'b'] }],
    ['has a type more', { type: 'string' }, { type: ['string', 'null'] }],
    ['takes fractions', { type: 'integer', minimum: 1 }, { type: 'number', minimum: 0 }],
    ['has an alternative more', { anyOf: [text] }, { anyOf: [{ type: 'null' }, text] }],
    ['has alternatives now', text, { anyOf: [{ type: 'null' }, text] }],
    ['has other words', { ...text, description: 'a' }, { ...text, description: 'b' }],
    ['takes anything there', object({ a: text }), object({ a: {} })],
    ['holds itself', tree('string'), tree('number', 'string')],
  ])('%s', (_, before, after) => {
    expect(narrowings(before, after)).toEqual([])
  })

  it.each<[string, Schema, Schema]>([
    ['a field that is required now', object({ a: text }), object({ a: text }, ['a'])],
    ['a field that is promised no more', object({ a: text }, ['a']), object({ a: text })],
    ['a field that is gone', object({ a: text }), object({})],
    ['a value that is gone', { enum: ['a', 'b'] }, { enum: ['b'] }],
    ['values where all were allowed', text, { type: 'string', enum: ['b'] }],
    ['another constant', { const: 1 }, { const: 2 }],
    ['a type that is gone', { type: ['string', 'null'] }, text],
    ['a type where all were allowed', {}, text],
    ['whole numbers only', { type: 'number' }, { type: 'integer' }],
    ['an alternative that is gone', { anyOf: [{ type: 'null' }, text] }, { anyOf: [text] }],
    ['no alternatives any more', { anyOf: [{ type: 'null' }, text] }, text],
    ['a higher minimum', { type: 'number', minimum: 0 }, { type: 'number', minimum: 1 }],
    ['a maximum', { type: 'number' }, { type: 'number', maximum: 1 }],
    ['a format', text, { ...text, format: 'date-time' }],
    ['no unknown fields', { type: 'object' }, { type: 'object', additionalProperties: false }],
    ['narrower items', { type: 'array', items: {} }, { type: 'array', items: text }],
    [
      'a change far inside',
      object({ a: object({ b: { enum: [1, 2] } }) }),
      object({ a: object({ b: { enum: [1] } }) }),
    ],
    ['a change in what holds itself', tree('number', 'string'), tree('string')],
    ['a keyword that nobody knows', text, { ...text, contentEncoding: 'base64' }],
  ])('has not %s', (_, before, after) => {
    expect(narrowings(before, after)).not.toEqual([])
  })
})
