import { describe, expect, it } from 'vitest'
import { printable, printableLine } from '../../../src/report/formats/printable.js'

describe('a text that can be printed', () => {
  it.each([
    ['a zero-width space', 'a\u200bb', 'ab'],
    ['a tag character', 'a\u{e0041}b', 'ab'],
    ['a soft hyphen', 'a\u00adb', 'ab'],
    ['a mark that turns the order', 'a\u202eb', 'ab'],
    ['a separator of lines', 'a\u2028b', 'ab'],
    ['an escape', 'a\u001b[2Jb', 'a[2Jb'],
  ])('is without %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected)
  })

  it.each(['a\tb\nc', '\u0600 \u06dd', 'नमस्ते', '👍🏽', '❤️'])('is %j as it is', (text) => {
    expect(printable(text)).toBe(text)
  })

  it('is in one line where it has to be', () => {
    expect(printableLine('a\r\n\nb\rc')).toBe('a b c')
  })
})
