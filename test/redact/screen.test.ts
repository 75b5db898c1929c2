import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decoders, MAY_BE_ENCODED } from '../../src/redact/decoders.js'
import { createRedactor } from '../../src/redact/index.js'
import { redactDocument } from '../../src/redact/json.js'
import { createSecretFinder, type SecretFinder } from '../../src/redact/secret-finder.js'
import { replaceSpans } from '../../src/redact/span.js'
import { documentWith, knownText, textWith } from './any-text.js'
import { noise } from './boundary.js'

const REDACTORS = [
  { id: 'worded', pattern: /\b[ab][\w-]{3}c\b/ },
  { id: 'alone', pattern: /^of 1$|^the(?= )/ },
  { id: 'lined', pattern: /^gateway$/m },
  { id: 'led', pattern: /:t\w+|e-\d/ },
]
const redactors = fc.subarray(REDACTORS)
const secrets = fc.array(knownText, { maxLength: 3 })

const options = (known: readonly string[], plugins: typeof REDACTORS) => ({
  known: () => known.map((text, index) => ({ text, secret: { pseudonym: `[opaque ${index}a]` } })),
  redactors: plugins,
})

const finderOf = (known: readonly string[], plugins: typeof REDACTORS): SecretFinder => {
  const finder = createSecretFinder(options(known, plugins))
  finder.learn()
  return finder
}

/** The same as the boundary does, but that each text is searched. */
const searched = (finder: SecretFinder, value: unknown): unknown => {
  const redact = (text: string): string => {
    const after = replaceSpans(text, finder.find(text), () => undefined)
    return after === text ? text : redact(after)
  }
  return redactDocument(value, { redact, takenOut: (text) => !finder.isMarked(text) })
}

describe('a text that is cleared without a search', () => {
  const cases = fc
    .tuple(secrets, redactors)
    .chain(([known, plugins]) => fc.tuple(fc.constant(known), fc.constant(plugins), textWith(known)))

  it('is one in which a search finds nothing', () => {
    let cleared = 0
    fc.assert(
      fc.property(cases, ([known, plugins, text]) => {
        const finder = finderOf(known, plugins)
        if (!finder.clears(text)) return
        cleared += 1
        expect(finder.find(text)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
    expect(cleared).toBeGreaterThan(200)
  })
})

describe('a document that is cleared as one text', () => {
  const cases = fc
    .tuple(secrets, redactors)
    .chain(([known, plugins]) => fc.tuple(fc.constant(known), fc.constant(plugins), documentWith(known)))

  it('is one in which a search of each text and key finds nothing, however it is laid out', () => {
    let cleared = 0
    fc.assert(
      fc.property(cases, fc.constantFrom(undefined, 2, '\t'), ([known, plugins, document], space) => {
        const finder = finderOf(known, plugins)
        const json = JSON.stringify(document, null, space)
        if (!finder.clearsJson(json)) return
        cleared += 1
        const plain: unknown = JSON.parse(json)
        expect(searched(finder, plain)).toStrictEqual(plain)
      }),
      { numRuns: 2_000 },
    )
    expect(cleared).toBeGreaterThan(200)
  })

  it('comes out as it does where each of its texts is searched, the more so where it is not cleared', () => {
    fc.assert(
      fc.property(cases, ([known, plugins, document]) => {
        const json = JSON.stringify(document)
        const clean = createRedactor(options(known, plugins)).parseJson(json)
        expect(clean).toStrictEqual(searched(finderOf(known, plugins), JSON.parse(json)))
      }),
      { numRuns: 800 },
    )
  })
})

describe('a secret that only one reading shows', () => {
  const [secret, ESC] = [noise(20, 310), String.fromCharCode(27)]
  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
  const CASES: readonly (readonly [how: string, known: string, text: string])[] = [
    ['behind the colon it begins with', ':1abcdef', ':1abcdef'],
    ['within what looks like a colour', '31mabc', `${ESC}[31mabc`],
    ['in wide letters', secret, wide(secret)],
    ['with accents apart', `é${secret}`, `e\u0301${secret}`.slice(0, 13)],
    ['with plus signs for spaces', `${secret} 'x`, `${secret.slice(0, 11)}+${secret.slice(11)}`],
    [
      'in the bytes of an address',
      secret,
      secret.replace(/[0-9a-z]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
    ],
    ['in entities', `a&b<${secret}`, `a&amp;b&lt;${secret}`.slice(0, 19)],
    ['as mail has an equals sign', `a=b${secret}`, `a=3Db${secret}`.slice(0, 16)],
    ['as mail has bytes', `äö${secret}`, `=C3=A4=C3=B6${secret}`.slice(0, 22)],
    ["in a shell's quotes", `a'b${secret}`, `a'"'"'b${secret}`.slice(0, 18)],
  ]
  for (const [how, known, text] of CASES)
    it(`is not cleared: ${how}`, () => {
      const finder = finderOf([known], [])
      expect(finder.find(text)).not.toEqual([])
      expect(finder.clears(text)).toBe(false)
      expect(finder.clearsJson(JSON.stringify({ id: text }))).toBe(false)
    })

  it('can be told by the signs of every encoding that is undone', () => {
    const signs = fc.constantFrom(...`+%&=#;'"ux03DdAf`, '\u0301', '\uff21', 'amp;', `'"'"'`)
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 9 }), (text) => {
        const undone = decoders().some(({ pattern, decode }) => text.replace(pattern, decode) !== text)
        expect(MAY_BE_ENCODED.test(text) || !undone).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('an ordinary report', () => {
  const report = {
    tool: { name: 'clawdbot-doctor', version: '0.1.0' },
    run: { startedAt: '2026-01-01T10:00:00.000Z', home: '/home/me', tokens: 3, apiKey: null, passwords: [] },
    checks: [
      {
        id: 'auth/shared-refresh-token',
        title: 'No two places hold the same refresh token',
        outcome: 'pass',
      },
      { id: 'auth/expiry', next: "Run `claude`, then log in: it's done | 24.8 ms", durationMs: -0.1 },
    ],
  }
  const json = JSON.stringify(report)

  it('is cleared as a whole, whatever few secrets are known', () => {
    const known = ['anthropic', `sk-ant-oat01-${noise(95)}`, `anthropic-api-key-${noise(20)}`, 'h4nt;"r€']
    const finder = finderOf([...known, ...REDACTORS.map(({ id }) => id), noise(1_000)], REDACTORS.slice(0, 1))
    expect(finder.clearsJson(json)).toBe(true)
  })

  it('is not cleared once a secret that stands in it has become known', () => {
    const known: { text: string; secret: { pseudonym: string } }[] = []
    const { parseJson } = createRedactor({ known: () => known, redactors: [] })
    expect(parseJson(json)).toStrictEqual(report)
    known.push({ text: 'home/me', secret: { pseudonym: '[opaque 1a]' } })
    expect(parseJson(json)).toStrictEqual({ ...report, run: { ...report.run, home: '/[opaque 1a]' } })
  })

  it('says nothing of the next one', () => {
    const { parseJson } = createRedactor({ known: () => [], redactors: [] })
    expect(parseJson(json)).toStrictEqual(report)
    expect(parseJson(JSON.stringify({ note: `ghp_${noise(36)}` }))).toStrictEqual({
      note: '[redacted github]',
    })
    expect(parseJson(json)).toStrictEqual(report)
  })

  it('is left to a search where many secrets are known, or one that is long', () => {
    const many = Array.from({ length: 60 }, (_, index) => noise(40, index + 300))
    expect(finderOf(many, []).clearsJson(json)).toBe(false)
    expect(finderOf([noise(6_000)], []).clearsJson(json)).toBe(false)
  })
})
