import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/redact/index.js'
import { knowing } from './boundary.js'

const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=',
  '0123456789abcdef',
  '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{}~aB3',
  'äöüßéèñ€漢字ひらがな😀🔑абвгд"\\%+/ ',
  '%2Fab+&amp;\\u00n"\'<>',
]

/** Long enough and mixed enough to be looked for, whatever the alphabet. */
const secret = fc
  .constantFrom(...ALPHABETS)
  .chain((alphabet) => fc.array(fc.constantFrom(...alphabet), { minLength: 8, maxLength: 200 }))
  .map((characters) => characters.join(''))
  .filter((text) => text.replace(/\s/g, '').length >= 8 && new Set(text.replace(/\s/g, '')).size >= 5)
  .filter((text) => !/^[A-Za-z]+$/.test(text) || text.length > 10)

const json = (text: string): string => JSON.stringify(text).slice(1, -1)
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')
const hex = (text: string): string => Buffer.from(text).toString('hex')

const plain = (text: string): string => text
const ENCODINGS = [
  { name: 'raw', whole: plain, part: plain },
  { name: 'JSON-escaped', whole: json, part: json },
  {
    name: 'JSON-escaped twice',
    whole: (text: string) => json(json(text)),
    part: (text: string) => json(json(text)),
  },
  { name: 'URL-encoded', whole: encodeURIComponent, part: encodeURIComponent },
  {
    name: 'form-encoded',
    whole: (text: string) => new URLSearchParams([['', text]]).toString().slice(1),
    part: (text: string) => new URLSearchParams([['', text]]).toString().slice(1),
  },
  { name: 'in hex', whole: hex, part: hex },
  {
    name: 'in base64',
    whole: base64,
    part: (text: string) => base64(text).slice(0, Math.floor((Buffer.byteLength(text) * 8) / 6)),
  },
]

const start = (text: string): string => [...text].slice(0, 12).join('')
const around = fc.tuple(fc.lorem({ maxCount: 5 }), fc.lorem({ maxCount: 5 }))

describe('a random secret planted in a text', () => {
  for (const { name, whole, part } of ENCODINGS) {
    it(`leaves neither itself nor its first 12 characters, ${name}`, () => {
      fc.assert(
        fc.property(secret, around, (planted, [before, after]) => {
          const { redact } = knowing(planted)
          const output = redact(`${before} ${whole(planted)} ${after}`)
          expect(output).not.toContain(whole(planted))
          expect(output).not.toContain(part(start(planted)))
          expect(output.startsWith(before) && output.endsWith(after)).toBe(true)
          expect(redact(output)).toBe(output)
        }),
        { numRuns: 200 },
      )
    })
  }

  it('leaves nothing to decode in base64 of it among other bytes', () => {
    const bytes = fc.string({ minLength: 0, maxLength: 9 })
    fc.assert(
      fc.property(
        secret,
        bytes,
        bytes,
        fc.constantFrom(base64, base64url),
        (planted, left, right, encode) => {
          const output = knowing(planted).redact(`got ${encode(left + planted + right)}`)
          for (const piece of output.split(/[^\w+/-]+/)) {
            for (const shift of [0, 1, 2, 3]) {
              const decoded = Buffer.from(piece.slice(shift), 'base64').toString()
              expect(decoded).not.toContain(planted)
              expect(decoded).not.toContain(start(planted))
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('leaves no start of 12 characters when it is cut there, and none of its lines when it is wrapped', () => {
    const opaque = secret.filter((text) => /^[\w+/=]{24,}$/.test(text) && !/^\W/.test(text))
    fc.assert(
      fc.property(opaque, fc.integer({ min: 12, max: 60 }), around, (planted, width, [before, after]) => {
        const { redact } = knowing(planted)
        expect(redact(`${before} ${planted.slice(0, width)}… ${after}`)).not.toContain(start(planted))
        const wrapped = planted.replace(new RegExp(`.{${width}}`, 'g'), '$& │\n│  ')
        const output = redact(`${before} ${wrapped} ${after}`)
        for (let at = 0; at + 12 <= planted.length; at += 12) {
          expect(output).not.toContain(planted.slice(at, at + 12))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leaves nothing of several secrets at once, and settles', () => {
    fc.assert(
      fc.property(fc.uniqueArray(secret, { minLength: 1, maxLength: 8 }), fc.lorem(), (planted, words) => {
        const boundary = createRedactor({
          known: () => planted.map((text, index) => ({ text, secret: { pseudonym: `‹${index}›` } })),
          redactors: [],
        })
        const output = boundary.redact(planted.join(words) + planted.map(json).join(''))
        for (const text of planted) expect(output).not.toContain(text)
        expect(boundary.redact(output)).toBe(output)
      }),
      { numRuns: 100 },
    )
  })
})
