import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PATTERNS } from '../../src/redact/patterns.js'
import { findShape } from '../../src/redact/shape.js'
import { knowing, noise, withRedactors } from './boundary.js'

const upper = (length: number): string => noise(length, 21).toUpperCase()
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const JWT = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: '12345' })}.${noise(43, 22)}`
const PEM = (kind: string): string =>
  `-----BEGIN ${kind}PRIVATE KEY-----\n${noise(64, 23)}\n${noise(64, 24)}\n${noise(20, 25)}==\n-----END ${kind}PRIVATE KEY-----`
const BASIC = Buffer.from(`aladdin:${noise(12, 26)}`).toString('base64')

/** What stands before, the secret, what stands after; each stands for more of its kind. */
const FOUND: readonly (readonly [id: string, before: string, secret: string, after: string])[] = [
  ['anthropic', 'is ', `sk-ant-oat01-${noise(95)}`, '.'],
  ['anthropic', 'is', `sk-ant-api03-${noise(6)}`, '…'],
  ['openai', '"', `sk-${noise(48)}`, '"'],
  ['openai', '\\n', `sk-proj-${noise(60)}`, '\\n'],
  ['openai', `${String.fromCharCode(27)}[31m`, `sk-or-v1-${noise(64)}`, `${String.fromCharCode(27)}[0m`],
  ['openai', 'k%3D', `sk-${noise(48)}`, '%26'],
  ['jwt', 'at ', JWT, ', ok'],
  ['jwt', '', JWT.slice(0, -20), ''],
  ['github', 'x', `ghp_${noise(36)}`, ' '],
  ['github', 'x', `gho_${noise(36)}`, ' '],
  ['github', ' ', `github_pat_${noise(22)}_${noise(59)}`, ' '],
  ['gitlab', ' ', `glpat-${noise(20)}`, ' '],
  ['slack', ' ', `xoxb-1234567890-${noise(24)}`, ' '],
  ['slack', ' ', `xapp-1-${noise(24)}`, ' '],
  ['google', ' ', `AIza${noise(35)}`, ' '],
  ['google', ' ', `ya29.${noise(60)}`, ' '],
  ['google', ' ', `GOCSPX-${noise(28)}`, ' '],
  ['aws', ' ', `AKIA${upper(16)}`, ' '],
  ['groq', ' ', `gsk_${noise(52)}`, ' '],
  ['xai', ' ', `xai-${noise(80)}`, ' '],
  ['perplexity', ' ', `pplx-${noise(48)}`, ' '],
  ['huggingface', ' ', `hf_${noise(34)}`, ' '],
  ['npm', ' ', `npm_${noise(36)}`, ' '],
  ['cerebras', ' ', `csk-${noise(48)}`, ' '],
  ['elevenlabs', ' ', `sk_${'0a1b2c3d'.repeat(6)}`, ' '],
  ['tavily', ' ', `tvly-dev-${noise(32)}`, ' '],
  ['sendgrid', ' ', `SG.${noise(22)}.${noise(43)}`, ' '],
  ['shopify', ' ', `shpat_${'0a1b2c3d'.repeat(4)}`, ' '],
  ['linear', ' ', `lin_api_${noise(40)}`, ' '],
  ['1password', ' ', `ops_eyJ${noise(200)}`, ' '],
  ['stripe', ' ', `sk_live_${noise(24)}`, ' '],
  ['tailscale', ' ', `tskey-auth-${noise(12)}-${noise(20)}`, ' '],
  ['webhook', 'https://hooks.slack.com/services/', `T0/B0/${noise(24)}`, ' '],
  ['webhook', 'https://discord.com/api/webhooks/', `1234567890/${noise(68)}`, ' '],
  ['telegram-bot', 'bot', `123456789:AA${noise(33)}`, '/getMe'],
  ['bearer', 'authorization: Bearer ', noise(40), '\r\n'],
  ['bearer', 'authorization: bearer ', `a.b-c_${noise(9)}==`, '"'],
  ['basic', 'Authorization: Basic ', BASIC, '\n'],
  ['private-key', 'a\n', PEM(''), '\nz'],
  ['private-key', 'a\n', PEM('RSA '), '\nz'],
  ['private-key', 'a\n', PEM('EC ').replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,1A2B\n\n'), '\nz'],
  ['private-key', '{"k":"', PEM('OPENSSH ').replaceAll('\n', '\\n'), '\\n"}'],
  ['url-password', 'https://me:', 'p:a@s$w0rd', '@example.org/x'],
  ['url-password', 'redis://:', noise(12), '@127.0.0.1:6379'],
  ['assigned-secret', 'apiKey: "', 'opaque-letters', '"'],
  ['assigned-secret', "api_key = '", 'a"b\\\'c;d}efg', "',"],
  ['assigned-secret', '{"access_token": "', noise(20), '", "a": 1}'],
  ['assigned-secret', '{\\"refreshToken\\":\\"', noise(20), '\\",\\"a\\":1}'],
  ['assigned-secret', 'ANTHROPIC_API_KEY=', 'only-letters-here', ' node x'],
  ['assigned-secret', 'export GH_TOKEN="', noise(20), '"'],
  ['assigned-secret', 'https://h/x?api_key=', noise(20), '&y=1'],
  ['assigned-secret', 'x-api-key: ', noise(20), '\r\n'],
  ['assigned-secret', '{"password": "', 'correct horse battery staple', '"}'],
  ['assigned-secret', '{"token": "', noise(48), '"}'],
  ['assigned-secret', 'run --token ', noise(20), ' --json'],
  ['assigned-secret', 'run --api-key=', noise(20), ' --json'],
]

const SHAPES = PATTERNS.flatMap(({ shapes }) => shapes())

describe('a secret nobody has told of', () => {
  for (const [id, before, secret, after] of FOUND) {
    it(`is taken out by ${id} after ${JSON.stringify(before)}`, () => {
      expect(withRedactors().redact(before + secret + after)).toBe(`${before}[redacted ${id}]${after}`)
    })
  }

  it('is looked for by patterns that each have a case here', () => {
    expect(new Set(FOUND.map(([id]) => id))).toEqual(new Set(SHAPES.map(({ id }) => id)))
  })

  it('is looked for wherever its hint stands, which no text that holds one lacks', () => {
    const pieces = FOUND.flatMap(([, before, secret, after]) => [before, secret, secret.slice(0, 12), after])
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('')
        for (const { hint, shapes } of PATTERNS)
          if (!hint.test(text))
            expect(
              shapes()
                .filter((shape) => findShape(shape, text, 0).length > 0)
                .map(({ id }) => id),
            ).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('is taken out whole where it begins like a known one', () => {
    const other = `${JWT.slice(0, -43)}${noise(43, 99)}`
    const redactor = knowing(JWT)
    expect(redactor.redact(other)).toBe('[redacted jwt]')
    expect(redactor.ledger()).toEqual([{ by: 'jwt', count: 1 }])
  })
})
