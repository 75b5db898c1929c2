import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/redact/index.js'
import { knowing, noise, PSEUDONYM } from './boundary.js'

const TOKEN = `sk-ant-oat01-${noise(95)}`
const ODD = `pä"ss\\w%o+r/d&<${noise(12, 3)}\u2028'€😀`
const VARIABLE = `\${MY_OWN_KEY}`
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const json = (text: string): string => JSON.stringify(text).slice(1, -1)
const ascii = (text: string): string =>
  json(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const html = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
const lowerHex = (text: string): string =>
  encodeURIComponent(text).replace(/%../g, (triple) => triple.toLowerCase())
const form = (text: string): string => new URLSearchParams({ k: text }).toString().slice(2)
const everyByte = (text: string): string =>
  Buffer.from(text)
    .toString('hex')
    .replace(/../g, (byte) => `%${byte}`)
const hex = (text: string): string => Buffer.from(text).toString('hex')

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'JSON-escaped': json,
  'JSON-escaped in JSON': (text) => json(json(text)),
  'JSON-escaped to ASCII': ascii,
  'with entities': html,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower case': lowerHex,
  'form-encoded': form,
  'URL-encoded byte by byte': everyByte,
  'in hex': hex,
  'in upper-case hex': (text) => hex(text).toUpperCase(),
}

describe('a known secret', () => {
  for (const [how, encode] of Object.entries(FORMS)) {
    for (const [kind, secret] of Object.entries({ token: TOKEN, odd: ODD, short: 'h4nt;"r€' })) {
      it(`becomes its pseudonym when it stands ${how} (${kind})`, () => {
        expect(knowing(secret).redact(`before ${encode(secret)} after`)).toBe(`before ${PSEUDONYM} after`)
      })
    }
  }

  for (const before of ['', 'u', 'us', 'user:', 'Bearer ', '{"access":"']) {
    for (const after of ['', '\n', '"}', ', more']) {
      for (const secret of [TOKEN, ODD, 'h4nt;"r€']) {
        it(`is found in the base64 of ${JSON.stringify(before)}, ${secret.length} units, ${JSON.stringify(after)}`, () => {
          const { redact } = knowing(secret)
          for (const encoding of ['base64', 'base64url'] as const) {
            const encoded = Buffer.from(before + secret + after).toString(encoding)
            const output = redact(`x ${encoded} y`)
            expect(output).toContain(PSEUDONYM)
            // What is left are the digits that also depend on what stands beside the secret.
            const left = output.replace(PSEUDONYM, '').length - 'x  y'.length
            expect(left).toBeLessThanOrEqual(Math.ceil((Buffer.byteLength(before + after) * 8) / 6) + 6)
          }
        })
      }
    }
  }

  it('is found in base64 that is wrapped at 76 columns', () => {
    const wrapped = base64(`user:${TOKEN}`).replace(/.{76}/g, '$&\r\n')
    expect(knowing(TOKEN).redact(wrapped)).toMatch(/^dXNlcjp?.?.?\[opaque 3f9a1c\].{0,3}\s*$/)
  })

  it('keeps the words around it', () => {
    expect(knowing(TOKEN).redact(`Authorization: Bearer ${TOKEN}\n{"token":"${TOKEN}"}`)).toBe(
      `Authorization: Bearer ${PSEUDONYM}\n{"token":"${PSEUDONYM}"}`,
    )
  })

  it('is found without the quotes and white space it was stored with', () => {
    expect(knowing(` "${TOKEN}"\n`).redact(`the ${TOKEN} it`)).toBe(`the ${PSEUDONYM} it`)
    expect(knowing(` "${TOKEN}"\n`).redact(base64(`the ${TOKEN} it`))).toContain(PSEUDONYM)
  })

  it('is found where its own line break is gone, or still there', () => {
    const cut = `${TOKEN.slice(0, 50)}\n  ${TOKEN.slice(50)}`
    expect(knowing(cut).redact(`the ${TOKEN} it`)).toBe(`the ${PSEUDONYM} it`)
    expect(knowing(cut).redact(`the ${cut} it`)).toBe(`the ${PSEUDONYM} it`)
    expect(knowing(cut).redact(base64(TOKEN))).toBe(PSEUDONYM)
  })

  it('is found where what follows it is read as one with its end', () => {
    expect(knowing('h4nt3rx\\').redact('h4nt3rx\\\n')).toBe(`${PSEUDONYM}\n`)
  })

  it('does not touch a pseudonym, whatever that looks like', () => {
    expect(knowing(TOKEN, 'opaque 3f9').redact(`${TOKEN} opaque 3f9`)).toBe(`${PSEUDONYM} [opaque 1]`)
    const { redact } = createRedactor({
      known: () => [{ text: TOKEN, secret: { pseudonym: 'opaque-3f9a1c' } }],
      redactors: [{ id: 'opaque', pattern: /opaque\S*/g }],
    })
    expect(redact(`apiKey: "${TOKEN}" opaque-4`)).toBe('apiKey: "opaque-3f9a1c" [redacted opaque]')
  })

  it('takes its whole part where it overlaps another, and nothing of the other stays', () => {
    const first = noise(40, 5)
    const second = first.slice(20) + noise(40, 6)
    expect(knowing(second, first).redact(first.slice(0, 20) + second)).toBe(`[opaque 1]${PSEUDONYM}`)
    const inner = first.slice(10, 25)
    expect(knowing(first, inner).redact(`${first} ${inner}`)).toBe(`${PSEUDONYM} [opaque 1]`)
  })

  it('is found as often as it occurs, and counted', () => {
    const redactor = knowing(TOKEN)
    expect(redactor.redact(`${TOKEN}${TOKEN} ${TOKEN}`)).toBe(`${PSEUDONYM}${PSEUDONYM} ${PSEUDONYM}`)
    expect(redactor.ledger()).toEqual([{ by: 'known', count: 3 }])
  })
})

describe('a known text that is not looked for', () => {
  const plain =
    'true null 12345 ******** ====== anthropic anthropic:claude-cli your-api-key-here OPENAI_API_KEY oauth'
  for (const text of plain.split(' ').concat(VARIABLE, ' \n ', '', 'a b c')) {
    it(`leaves ordinary output alone: ${JSON.stringify(text)}`, () => {
      const said = `${plain} ${VARIABLE} a b c`
      expect(knowing(text).redact(said)).toBe(said)
    })
  }

  it('does not keep a short or wordy text with anything of its own from being found', () => {
    for (const text of ['h4nt3r', 'anthropic7', 'correct-horse-battery', 'zyxwzy']) {
      expect(knowing(text).redact(`(${text})`), text).toBe(`(${PSEUDONYM})`)
    }
  })
})
