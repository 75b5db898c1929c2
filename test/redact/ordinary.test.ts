import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knowing, noise, withRedactors } from './boundary.js'

const ESC = String.fromCharCode(27)
const SAID = [
  'A token under 100 characters (`sk-ant-oat01-`) was probably cut; keys begin with `sk-ant-api03-…` or sk-….',
  'Set ANTHROPIC_API_KEY=<your key>, or ANTHROPIC_API_KEY=$KEY, or "apiKey": "your-api-key-here".',
  `export CLAUDE_CODE_OAUTH_TOKEN="\${TOKEN}"; OPENAI_API_KEY=sk-...; GH_TOKEN=$(gh auth token)`,
  'GROQ_API_KEY: "gsk_...", VENICE_API_KEY=vapi_... "@inquirer/password": "^4.0.23"',
  'apiKey: "sk-ant-api03-...", OPENAI_API_KEY=sk-proj-…, apiKey: "xxxxxxxx", "apiKey": "must not be empty"',
  'id token: 2026-01-01T10:00:00.000Z, "token": "claude-opus-4-5", SEARCH_KEY=https://example.org/x1',
  'apiKey: missing, access token: expired yesterday, password: incorrect; secret: { a: 1 }',
  'interface A { accessToken: string; refreshToken?: Secret | null; password: undefined }',
  'Bearer authentication and Basic authentication; a bearer token; basic JavaScript',
  '-----BEGIN PRIVATE KEY----- is how a private key begins.',
  '{"profiles":{"count":3,"oauth":1,"token":1,"apiKey":1},"order":["anthropic:claude-cli","openai:default"]}',
  '{"token": 1737000000000, "refresh": "2026-01-01T00:00:00.000Z", "secretFile": "/run/secrets/key"}',
  '{"$secret":{"pseudonym":"[anthropic-oauth-access 3f9a1c]","kind":"anthropic-oauth-access","length":108}}',
  'agent:main/profile:anthropic:claude-cli → https://example.org:8080/a?b=c#d, git@example.org:a/b.git',
  'see docs/task-management-and-scheduling-guide-for-2026-and-later.md, @scope/disk-usage-2.0.1',
  `https://user:password@example.org and https://user:<password>@example.org and https://u:\${PW}@h`,
  'TOKEN_FILE=/home/me/.token SECRET_KEY=/run/secrets/key TOKENS=4096 --token-file x --token <value>',
  `${ESC}[31m✖${ESC}[39m 2 errors ${ESC}]8;;https://example.org${ESC}\\link${ESC}]8;;${ESC}\\`,
  '╭─────────────╮\n│  Doctor  ✓  │\n├──┬──────────┤\n╰──┴──────────╯',
  'C:\\Users\\new\\table\\.clawdbot\\%APPDATA%\\npm 100% a+b=c &amp; &lt;x&gt;',
]

const word = fc.constantFrom(
  ...'the gateway cannot use a token because its profile expired secret key password access-token ask-me'.split(
    ' ',
  ),
)
const piece = fc.oneof(
  word,
  fc.constantFrom(...SAID),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
  fc.string().map((text) => createHash('sha256').update(text).digest('hex')),
  fc.uuid(),
  fc.array(word, { minLength: 1 }).map((words) => `/${words.join('/')}.json5`),
  fc.constantFrom(
    'anthropic:claude-cli',
    'openai-codex:codex-cli',
    'anthropic/claude-opus-4-5',
    'zai:manual-2',
  ),
  fc.integer().map((number) => `${ESC}[${Math.abs(number) % 100}mx${ESC}[0m`),
  fc.stringMatching(/^[─│╭╮╰╯├┤ ]{0,40}$/),
  fc.integer({ min: 0, max: 4e12 }).map(String),
)
const text = fc.array(fc.tuple(piece, fc.constantFrom(' ', '\n', ', ', ' — ', '\t')), { maxLength: 20 })

describe('an ordinary text', () => {
  for (const said of SAID) {
    it(`passes as it is: ${said.slice(0, 50).replace(/[^ -~]/g, '?')}`, () => {
      expect(withRedactors().redact(said)).toBe(said)
    })
  }

  it('passes byte for byte, whatever is known', () => {
    const boundary = knowing(...Array.from({ length: 20 }, (_, index) => noise(8 + index * 5, index + 50)))
    fc.assert(
      fc.property(text, (pieces) => {
        const said = pieces.flat().join('')
        expect(boundary.redact(said)).toBe(said)
      }),
    )
    expect(boundary.ledger()).toEqual([])
  })

  it('passes where it is the source of this very boundary', () => {
    const folder = new URL('../../src/redact/', import.meta.url)
    const boundary = knowing(noise(40, 51), noise(9, 53))
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue
      const source = readFileSync(new URL(name, folder), 'utf8')
      expect(boundary.redact(source), name).toBe(source)
    }
  })

  it('passes where it is any text without a secret', () => {
    const { redact } = knowing(noise(40, 52))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(redact(any)).toBe(any)
      }),
    )
  })
})
