import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPaste, type PasteFault, type PasteWarning } from '../../src/auth/paste.js'
import { createSeal } from '../../src/ports/secret.js'

const oat = `sk-ant-oat01-${'aB3_-'.repeat(19)}`
const other = `sk-ant-oat01-${'Zy9_-'.repeat(19)}`
const router = `sk-or-v1-${'0f'.repeat(32)}`
const jwt = `eyJ${'hbGci'.repeat(5)}.eyJ${'zdWIi'.repeat(8)}.${'sig_-'.repeat(8)}`
const opaque = 'f47ac10b58cc4372a5670e02b2c3d479abcdef'

const { seal } = createSeal()
const paste = (text: string, provider = 'anthropic') => cleanPaste(text, provider, seal)

const expectToken = (text: string, token: string, provider = 'anthropic'): void => {
  const result = paste(text, provider)
  if (result.state !== 'ok') throw new Error(`refused: ${result.fault}`)
  expect(result.token.equals(seal(token))).toBe(true)
}

describe('what a terminal, a shell and a mail put around a token is taken away', () => {
  it.each([
    ['a line break', `${oat}\n`],
    ['a Windows line break', `${oat}\r\n`],
    ['blanks all round', ` \t${oat}  `],
    ['line wraps', `${oat.slice(0, 80)}\n${oat.slice(80)}\n`],
    ['line wraps with an indent', `  ${oat.slice(0, 40)}\r\n  ${oat.slice(40, 80)}\r\n  ${oat.slice(80)}`],
    ['double quotes', `"${oat}"`],
    ['single quotes and a semicolon', `'${oat}';`],
    ['typographic quotes', `“${oat}”`],
    ['one quote too many', `${oat}"`],
    ['an export', `export CLAUDE_CODE_OAUTH_TOKEN=${oat}`],
    [
      'an export in quotes, wrapped',
      `export CLAUDE_CODE_OAUTH_TOKEN="${oat.slice(0, 50)}\n${oat.slice(50)}"\n`,
    ],
    ['an assignment', `ANTHROPIC_API_KEY = '${oat}'`],
    ['an assignment of PowerShell', `$env:TOKEN="${oat}"`],
    ['a header', `Authorization: Bearer ${oat}`],
    ['colours', `\u001b[32m${oat}\u001b[0m`],
    ['a box', `│ ${oat.slice(0, 70)} │\n│ ${oat.slice(70)} │`],
    ['characters without width', `\ufeff${oat.slice(0, 9)}\u200b${oat.slice(9)}`],
  ])('%s', (_, text) => expectToken(text, oat))

  it.each([
    ['a token that ends in equal signs', 'QUJDREVGR0hJSktMTU5PUA=='],
    ['a capital word that ends in one', 'ABCDEFGH='],
    ['an equal sign in the middle', 'abc=def=ghi'],
    ['a JSON web token', jwt],
  ])('and nothing of %s', (_, token) => expectToken(`"${token}"\n`, token, 'acme'))

  it('whatever token it is, and wherever it was wrapped', () => {
    const character = fc.constantFrom(...'abcXYZ019_-')
    const body = fc.string({ unit: character, minLength: 95, maxLength: 95 })
    const around = fc.constantFrom('', ' ', '\n', '"', "'", 'export A_TOKEN=', ' export T="')
    const wraps = fc.array(fc.tuple(fc.nat({ max: 107 }), fc.constantFrom('\n', '\r\n  ', ' ', '\t')))
    fc.assert(
      fc.property(body, around, wraps, (rest, before, breaks) => {
        const token = `sk-ant-oat01-${rest}`
        fc.pre(!/.sk-ant-|AIza|gsk_|xai-|csk-|gh[pousr]_/.test(token))
        const sorted = breaks.toSorted(([a], [b]) => b - a)
        const wrapped = sorted.reduce((text, [at, gap]) => text.slice(0, at) + gap + text.slice(at), token)
        expectToken(before + wrapped, token)
      }),
    )
  })
})

describe('what is no token is refused', () => {
  const cases: readonly (readonly [PasteFault, string, string])[] = [
    ['empty', 'nothing', ''],
    ['empty', 'blanks', ' \r\n\t'],
    ['empty', 'quotes around nothing', '""'],
    ['placeholder', 'stars', '***'],
    ['placeholder', 'a token with stars in it', `${oat.slice(0, 20)}****`],
    ['placeholder', 'an ellipsis', `${oat.slice(0, 14)}…${oat.slice(-8)}`],
    ['placeholder', 'three dots', `${oat.slice(0, 14)}...${oat.slice(-8)}`],
    ['placeholder', 'bullets', '••••••••'],
    ['placeholder', 'a redacted one', '[redacted]'],
    ['placeholder', 'a redacted one with words', '[redacted by the doctor]'],
    ['placeholder', 'the word alone', '__REDACTED__'],
    ['placeholder', 'a pseudonym of our own', '[anthropic-oauth-access 3f2a9c]'],
    ['placeholder', 'angle brackets', '<token>'],
    ['placeholder', 'angle brackets with words', '<your setup-token>'],
    ['placeholder', 'a variable', '$CLAUDE_CODE_OAUTH_TOKEN'],
    ['placeholder', 'a variable in braces', `\${ANTHROPIC_API_KEY}`],
    ['placeholder', 'a template', '{{ token }}'],
    ['placeholder', 'x', 'xxxxxxxxxxxx'],
    ['placeholder', 'X after a prefix', 'sk-ant-oat01-XXXXXXXX'],
    ['placeholder', 'a prefix alone', 'sk-ant-oat01-'],
    ['placeholder', "a manual's word", 'your-token-here'],
    ['placeholder', "a manual's capitals", 'YOUR_API_KEY'],
    ['two-tokens', 'two on two lines', `${oat}\n${other}`],
    ['two-tokens', 'two with nothing between', oat + other],
    ['two-tokens', 'the same one twice', `${oat}\n${oat}\n`],
    ['two-tokens', 'two of two providers', `${router} ${oat}`],
    ['two-tokens', 'an access and a refresh token', `${oat}\nsk-ant-ort01-${'r'.repeat(95)}`],
    ['two-tokens', 'two that look like nothing', `${opaque}\n${opaque.replaceAll('a', 'b')}`],
    ['two-tokens', 'two JSON web tokens', `${jwt}\n${jwt.replaceAll('z', 'y')}x`],
    ['two-tokens', 'two assignments', `A_TOKEN=${opaque}\nB_TOKEN=${opaque.slice(1)}`],
    ['not-a-token', 'a sentence around it', `the token is ${oat}`],
    ['not-a-token', 'a sentence behind it', `${oat}\nStore this token securely. It is shown once.`],
    ['not-a-token', 'letters of another script', `sk-ant-oat01-${'а'.repeat(95)}`],
    ['not-a-token', 'a key press', `abc\u0007${opaque}`],
    ['not-a-token', 'JSON', '{"claudeAiOauth": {"accessToken": 1}}'],
    ['not-a-token', 'a whole file', 'a1'.repeat(9000)],
  ]
  it.each(cases)('%s: %s', (fault, _, text) => expect(paste(text)).toEqual({ state: 'refused', fault }))
})

describe('what is odd is said', () => {
  const cases: readonly (readonly [string, string, string, readonly PasteWarning[]])[] = [
    ['a setup-token', 'anthropic', oat, []],
    ['a setup-token, for the provider in another spelling', ' Anthropic ', oat, []],
    ['an API key, which is billed', 'anthropic', `sk-ant-api03-${'k'.repeat(95)}`, ['metered-key']],
    ['a refresh token', 'anthropic', `sk-ant-ort01-${'k'.repeat(95)}`, ['never-usable']],
    ['a session key', 'anthropic', `sk-ant-sid01-${'k'.repeat(95)}`, ['never-usable']],
    ['an admin key', 'anthropic', `sk-ant-admin01-${'k'.repeat(90)}`, ['never-usable']],
    ['a refresh token, for another provider', 'openai', `sk-ant-ort01-${'k'.repeat(95)}`, ['never-usable']],
    ['99 characters', 'anthropic', oat.slice(0, 99), ['cut-short']],
    ['100 characters', 'anthropic', oat.slice(0, 100), []],
    ['no known beginning', 'anthropic', opaque, ['wrong-prefix']],
    ["another provider's", 'anthropic', router, ['wrong-prefix']],
    ['one of its own', 'openrouter', router, []],
    ['no known beginning where all have one', 'openrouter', opaque, ['wrong-prefix']],
    ["anthropic's, for another provider", 'openrouter', oat, ['wrong-prefix']],
    ["anthropic's, for a provider we know nothing of", 'acme', oat, ['wrong-prefix']],
    ['anything, for a provider we know nothing of', 'acme', opaque, []],
  ]
  it.each(cases)('%s', (_, provider, text, warnings) => {
    expect(paste(text, provider)).toMatchObject({ state: 'ok', warnings })
  })
})

it('takes no time over a long text that is nearly something', () => {
  const began = performance.now()
  for (const text of [
    '"'.repeat(200_000),
    `${'A_'.repeat(100_000)}=`,
    ' your-'.repeat(40_000),
    'eyJa.'.repeat(40_000),
  ])
    paste(text)
  expect(performance.now() - began).toBeLessThan(2000)
})
