import { expect, it } from 'vitest'
import { createOwnShapes, textsIn } from '../../../src/engine/sandbox/own-shapes.js'

it("finds every match of a plugin's patterns, whatever flags they came with", () => {
  const shapes = createOwnShapes([
    { id: 'a', source: 'acme-\\d+', flags: 'iy' },
    { id: 'b', source: '^key$', flags: 'm' },
  ])
  expect(shapes.find(['ACME-1 and acme-22', 'x\nkey\ny'])).toEqual(['ACME-1', 'acme-22', 'key'])
})

it('stops a pattern that takes for ever, and names it', () => {
  const shapes = createOwnShapes([{ id: 'slow', source: '^(a+)+$', flags: '' }])
  expect(() => shapes.find([`${'a'.repeat(40)}b`])).toThrow('its redactors took longer than 200 ms')
})

it('refuses what is no pattern at once', () => {
  expect(() => createOwnShapes([{ id: 'x', source: '(', flags: '' }])).toThrow()
})

it('looks into every text of some data, keys included', () => {
  expect(textsIn({ a: ['b', 1, null, { c: 'd' }] })).toEqual(['a', 'b', 'c', 'd'])
})
