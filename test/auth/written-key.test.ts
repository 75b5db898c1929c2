import fc from 'fast-check'
import { expect, it } from 'vitest'
import { faultOfKey } from '../../src/auth/written-key.js'

const key = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,60}$/)
const space = fc.stringMatching(/^[ \t\r\n]+$/)

it('a key as it was given out has no fault', () => {
  fc.assert(fc.property(key, (text) => faultOfKey(text) === null))
})

it('white space around a key is padding, and within it is none', () => {
  fc.assert(
    fc.property(key, space, key, (first, gap, second) => {
      expect(faultOfKey(`${gap}${first}`)).toBe('padded')
      expect(faultOfKey(`${first}${gap}`)).toBe('padded')
      expect(faultOfKey(`${first}${gap}${second}`)).toBe(/[\r\n]/.test(gap) ? 'line-break' : 'white-space')
    }),
  )
})

it('quotation marks count only around the whole', () => {
  fc.assert(
    fc.property(key, fc.constantFrom('""', "''", '``', '“”', '‘’'), (text, [open, close]) => {
      expect(faultOfKey(`${open}${text}${close}`)).toBe('quoted')
      expect(faultOfKey(` ${open}${text}${close}\n`)).toBe('quoted')
      expect(faultOfKey(`${text}${close}`)).toBeNull()
    }),
  )
})

it.each(['', '  ', '\n'])('%j is blank, which is no fault of its writing', (text) => {
  expect(faultOfKey(text)).toBeNull()
})

it.each(['OPENAI_API_KEY=k', 'export ZAI_API_KEY=k', 'GH_TOKEN = k'])('%s is a whole assignment', (text) => {
  expect(faultOfKey(text)).toBe('assignment')
})

it('an equals sign at the end of a key, as base64 has it, is no assignment', () => {
  expect(faultOfKey('abcKEY==')).toBeNull()
})
