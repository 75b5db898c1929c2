import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conceal } from '../../src/fix/conceal.js'

describe('around a change is shown', () => {
  it.each([
    '"type": "oauth", "provider": "anthropic", "expires": 1768478400000',
    '"access": "[anthropic-oauth-access 3f2a9c]", key: \'[redacted openai]\', "token": ""',
    '"anthropic": ["anthropic:claude-cli", "anthropic:manual", "openai:team2"]',
    '"model": "anthropic/claude-opus-4-5-20250101", "fallbacks": ["openai/gpt-4o-mini", "z.ai/glm-4.7"]',
    '// written on 2026-01-15T12:00:30.000Z by user2024@example.com, see https://example.com/docs/auth',
    '{ agents: { list: [{ id: "main", workspace: "~/.clawdbot/agents/workspace" }] }, // die Größe 設定ファイル }',
    '"claudeAiOauth": { "subscriptionType": "max", "refreshTokenExpiresAt": null }',
  ])('%s', (text) => {
    expect(conceal(text)).toBe(text)
  })
})

describe('around a change is hidden', () => {
  it.each([
    ['"token": "swordfish"', '"token": "[hidden]"'],
    ["botToken: 'swordfish', b: 1", 'botToken: "[hidden]", b: 1'],
    ['"webhook_secret" :\n  "two words", "a": 1', '"webhook_secret" :\n  "[hidden]", "a": 1'],
    ['"password": "with \\" a quote", "a": 1', '"password": "[hidden]", "a": 1'],
    ['"odd": "kZ8xQ2mP4vT7bN1c"', '"odd": "[hidden]"'],
    ['// was d41d8cd98f00b204e9800998ecf8427e', '// was [hidden]'],
    ['"id": "3f2a9c1b-77d2-4e0a-9c55-0b1d2e3f4a5b"', '"id": "[hidden]"'],
    ['"url": "https://host/hook/T0AB12/B9xQ2mP4vT"', '"url": "[hidden]"'],
  ])('%s', (text, shown) => {
    expect(conceal(text)).toBe(shown)
  })

  it('every random text of some length, whatever is around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('hex', 'base64', 'base64url'),
        fc.integer({ min: 24, max: 64 }),
        (kind, size) => {
          const secret = randomBytes(size).toString(kind as BufferEncoding)
          const shown = conceal(
            `{"a": "anthropic", "b": {"c": ["x ${secret} y"]}, d: ${secret}, // ${secret}`,
          )
          expect(shown).not.toContain(secret.slice(0, 12))
          expect(shown).toContain('"anthropic"')
        },
      ),
      { numRuns: 500 },
    )
  })
})
