import { describe, expect, it } from 'vitest'
import { findSurvivors } from '../../../src/redact/sealing/index.js'
import { noise } from '../boundary.js'
import { sealerOf } from './sealers.js'

const PLAIN = 'hunter2Zebra'
const ODD = 'Päss=wörd€Zebra7'
const TOKEN = noise(60, 9)

const bytesOf = (text: string): number[] => [...Buffer.from(text)]
const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const latin = (text: string): string => text.replaceAll('€', '')

const CODES: Readonly<Record<string, (text: string) => string>> = {
  'a buffer in JSON': (text) => JSON.stringify(Buffer.from(text)),
  'a buffer in JSON, on many lines': (text) => JSON.stringify(Buffer.from(text), null, 4),
  'a buffer in JSON in JSON': (text) => JSON.stringify(JSON.stringify(Buffer.from(text), null, 2)),
  'a list of Go': (text) => `[${bytesOf(text).join(' ')}]`,
  'hex with colons': (text) => bytesOf(text).map(hex).join(':'),
  'hex with dashes': (text) => bytesOf(text).map(hex).join('-').toUpperCase(),
  'hex in a list': (text) =>
    bytesOf(text)
      .map((byte) => `0x${hex(byte)}`)
      .join(', '),
  'the bytes of its base64': (text) => JSON.stringify(Buffer.from(base64(text))),
  'base64 twice': (text) => base64(base64(text)),
  'base64 twice, in hex': (text) => Buffer.from(base64(base64(text))).toString('hex'),
  'hex of its base64': (text) => Buffer.from(base64(text)).toString('hex'),
  'the old escape of JavaScript': (text) =>
    text.replace(/[\s\S]/g, (unit) => `%u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'letters apart from their accents': (text) => text.normalize('NFD'),
  'wide letters': (text) =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'mail of each byte': (text) =>
    bytesOf(text)
      .map((byte) => `=${hex(byte).toUpperCase()}`)
      .join(''),
  mail: (text) =>
    text.replace(/[^ -<>-~]/g, (sign) =>
      bytesOf(sign)
        .map((byte) => `=${hex(byte).toUpperCase()}`)
        .join(''),
    ),
}
/** Those that write no euro sign, or write it otherwise. */
const LATIN_CODES: Readonly<Record<string, (text: string) => string>> = {
  'percents of Latin-1': (text) => text.replace(/[^ -~]/g, (sign) => `%${hex(sign.charCodeAt(0))}`),
  'names of HTML': (text) => text.replaceAll('ä', '&auml;').replaceAll('ö', '&ouml;'),
}

const rows = [
  ...Object.entries(CODES).flatMap(([how, encode]) =>
    [PLAIN, ODD, TOKEN].map((secret) => ({ how, secret, written: encode(secret) })),
  ),
  ...Object.entries(LATIN_CODES).map(([how, encode]) => ({
    how,
    secret: latin(ODD),
    written: encode(latin(ODD)),
  })),
]

describe('a known secret in a code that few programs write', () => {
  it.each(rows)('is found and taken out: $how', ({ secret, written }) => {
    const text = `the value "${written}" was sent\n`
    const look = (left: string) =>
      findSurvivors([{ name: 'a', bytes: Buffer.from(left) }], [{ text: secret }]).length
    expect(look(text)).toBeGreaterThan(0)
    const sealed = sealerOf([secret]).text(text, 'a.log')
    expect(sealed).toMatch(/\[opaque [\da-f]+\]/)
    expect(look(sealed)).toBe(0)
    expect(sealed.startsWith('the value "')).toBe(true)
    expect(sealed.endsWith('" was sent\n')).toBe(true)
  })

  it('leaves lists of numbers, addresses and ordinary words alone', () => {
    const text = [
      JSON.stringify([1, 2, 3, 72, 101, 108, 108, 111]),
      'at 12:34:56, timeout=90&limit=3D, 100%, &lt;b&gt;',
      'a-long-name-of-a-file_without_a_secret ﬁne Å',
    ].join('\n')
    expect(sealerOf([PLAIN, ODD, TOKEN]).text(text, 'a.log')).toBe(text)
  })
})
