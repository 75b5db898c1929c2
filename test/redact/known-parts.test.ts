import { describe, expect, it } from 'vitest'
import { knowing, noise, PSEUDONYM } from './boundary.js'

const OPAQUE = noise(64, 11)
const PREFIX = 'sk-ant-oat01-'
const TOKEN = PREFIX + noise(95, 12)

describe('a part of a known secret', () => {
  for (const length of [12, 13, 30, 63]) {
    it(`of ${length} characters is replaced, whichever end it is`, () => {
      expect(knowing(OPAQUE).redact(`a ${OPAQUE.slice(0, length)}… z`)).toBe(`a ${PSEUDONYM}… z`)
      expect(knowing(OPAQUE).redact(`a …${OPAQUE.slice(-length)} z`)).toBe(`a …${PSEUDONYM} z`)
    })
  }

  it('is replaced up to the last character that matches', () => {
    const run = `${OPAQUE.slice(0, 20)}!${OPAQUE.slice(21)}`
    expect(knowing(OPAQUE).redact(run)).toBe(`${PSEUDONYM}!${PSEUDONYM}`)
  })

  it('stays where it is its public prefix alone, and goes 4 characters later', () => {
    const { redact } = knowing(TOKEN)
    expect(redact(`${PREFIX} and ${PREFIX}…`)).toBe(`${PREFIX} and ${PREFIX}…`)
    expect(redact(`${TOKEN.slice(0, PREFIX.length + 4)}…`)).toBe(`${PSEUDONYM}…`)
  })

  for (const prefix of ['ghp_', 'gsk_', 'xoxb-', 'AIza', 'sk-proj-', 'ya29.', 'AKIA']) {
    it(`counts from the end of ${prefix}`, () => {
      const key = prefix + noise(36, 13)
      const { redact } = knowing(key)
      expect(redact(`<${prefix}>`)).toBe(`<${prefix}>`)
      expect(redact(`<${key.slice(0, prefix.length + 4)}>`)).toBe(`<${PSEUDONYM}>`)
    })
  }

  it('stays where it is only words that also stand elsewhere', () => {
    const key = `anthropic-api-key-${noise(20, 14)}-clawdbot-gateway`
    const said = 'an anthropic-api-key-file of the clawdbot-gateway'
    expect(knowing(key).redact(said)).toBe(said)
    expect(knowing(key).redact(key.slice(0, 24))).toBe(PSEUDONYM)
  })

  it('stays where it is only a ruler', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${noise(64, 15)}\n-----END PRIVATE KEY-----`
    const said = '-----BEGIN PRIVATE KEY----- … -----END PRIVATE KEY----- --------------'
    expect(knowing(key).redact(said)).toBe(said)
    expect(knowing(key).redact(key)).toBe(PSEUDONYM)
    const ruled = `=-=-${'='.repeat(20)}${noise(20, 16)}`
    expect(knowing(ruled).redact(`=-=-${'='.repeat(30)}`)).toBe(`=-=-${'='.repeat(30)}`)
    expect(knowing(ruled).redact(ruled.slice(0, 30))).toBe(PSEUDONYM)
  })

  it('is replaced in base64 and hex as well', () => {
    for (const before of ['', 'x', 'xy']) {
      const encoded = Buffer.from(`${before}${OPAQUE.slice(0, 30)}, cut`).toString('base64')
      expect(knowing(OPAQUE).redact(encoded)).toContain(PSEUDONYM)
      const ending = Buffer.from(`${before}, cut ${OPAQUE.slice(-13)} ${before}`).toString('base64')
      expect(knowing(OPAQUE).redact(ending)).toContain(PSEUDONYM)
    }
    expect(knowing(OPAQUE).redact(Buffer.from(OPAQUE.slice(0, 12)).toString('hex'))).toBe(PSEUDONYM)
  })
})

describe('a known secret broken over lines', () => {
  const [start, middle, end] = [TOKEN.slice(0, 9), TOKEN.slice(9, 70), TOKEN.slice(70)]
  const ESC = String.fromCharCode(27)
  for (const [how, gap] of Object.entries({
    'a line end': '\n',
    'a Windows line end and indentation': '\r\n\t  ',
    'a frame': ' │\n│  ',
    'a coloured frame': ` ${ESC}[39m│\n${ESC}[90m│${ESC}[39m  `,
    'an ASCII frame': ' |\n| ',
    'a shell continuation': '\\\n',
    'an escaped line end': '\\n    ',
    spaces: '   ',
    'a zero-width space': '\u200b',
  })) {
    it(`by ${how} becomes one pseudonym`, () => {
      expect(knowing(TOKEN).redact(`is ${start}${gap}${middle}${gap}${end} now`)).toBe(`is ${PSEUDONYM} now`)
      expect(knowing(TOKEN).redact(`is ${start}${gap}${TOKEN.slice(9, 40)}`)).toBe(`is ${PSEUDONYM}`)
    })
  }

  it('is found when short only across a line end, so that words may stand side by side', () => {
    const { redact } = knowing('h4nt3rx2')
    expect(redact('h4nt\n  3rx2')).toBe(PSEUDONYM)
    expect(redact('h4nt 3rx2')).toBe('h4nt 3rx2')
  })
})
