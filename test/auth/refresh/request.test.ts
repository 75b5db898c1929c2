import { describe, expect, it } from 'vitest'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import { clientIdIn } from '../../../src/auth/refresh/client-id.js'
import { isAlive, isDue, REFRESH_MARGIN_MS } from '../../../src/auth/refresh/due.js'
import { TOKEN_URL_VARIABLE, tokenService } from '../../../src/auth/refresh/endpoint.js'
import { refreshRequest } from '../../../src/auth/refresh/request.js'
import { NOW } from '../arbitrary.js'
import { plain, testSeal } from '../seal.js'

const { seal, reveal } = testSeal()
const CLIENT = '9d1c250a-e61b-44d9-88ed-5944d1962f5e'

describe('the token service', () => {
  it("is the provider's own, for a provider whose service is known", () => {
    expect(tokenService(' Anthropic ', {})).toEqual({
      state: 'ok',
      url: 'https://platform.claude.com/v1/oauth/token',
      clientId: CLIENT,
    })
    expect(tokenService('openai-codex', {})).toEqual({ state: 'unknown-provider' })
    expect(tokenService('constructor', {})).toEqual({ state: 'unknown-provider' })
  })

  it.each([
    ['https://tokens.example/v1', true],
    ['http://127.0.0.1:8080/token', true],
    ['http://[::1]:1/', true],
    ['http://localhost/', true],
    ['http://tokens.example/', false],
    ['http://127.0.0.1.example/', false],
    ['http://localhost.example/', false],
    ['file:///etc/passwd', false],
    ['nowhere', false],
  ])('may be replaced by %s: %s', (url, isAllowed) => {
    const service = tokenService('anthropic', { [TOKEN_URL_VARIABLE]: url })
    expect(service).toEqual(isAllowed ? { state: 'ok', url, clientId: CLIENT } : { state: 'bad-override' })
  })

  it("stays the provider's own where the variable is blank", () => {
    expect(tokenService('anthropic', { [TOKEN_URL_VARIABLE]: ' ' })).toEqual(tokenService('anthropic', {}))
  })
})

describe('the request', () => {
  it.each([
    [null, CLIENT],
    ['of-its-own', 'of-its-own'],
  ])('asks as client %s with the refresh token in its body alone', (clientId, expected) => {
    const service = { state: 'ok', url: 'https://x.example/', clientId: CLIENT } as const
    const { body = null, ...rest } = refreshRequest(service, seal('r'), clientId, 1000)
    expect(plain(body, reveal)).toEqual({
      grant_type: 'refresh_token',
      client_id: expected,
      refresh_token: 'r',
    })
    expect(rest).toEqual({ method: 'POST', url: 'https://x.example/', timeoutMs: 1000, maxBytes: 65_536 })
  })

  it.each([
    [{ profiles: { 'a:b': { clientId: ' mine ' } } }, 'mine'],
    [{ profiles: { 'a:b': { clientId: '' } } }, null],
    [{ profiles: { 'a:b': { clientId: 5 } } }, null],
    [{ profiles: {} }, null],
    ['not an object', null],
  ])('finds the client of a login in %j', (document, expected) => {
    expect(clientIdIn(JSON.stringify(document), ['profiles', 'a:b'])).toBe(expected)
    expect(clientIdIn('{', ['profiles', 'a:b'])).toBeNull()
  })
})

const login = (expires?: number, access = 'a'): OAuthCredential => ({
  type: 'oauth',
  provider: 'anthropic',
  access: seal(access),
  refresh: null,
  ...(expires === undefined ? {} : { expires }),
})

describe('a login', () => {
  it.each([
    ['well ahead', login(NOW + REFRESH_MARGIN_MS + 1), false, true],
    ['five minutes ahead', login(NOW + REFRESH_MARGIN_MS), true, true],
    ['one millisecond ahead', login(NOW + 1), true, true],
    ['now', login(NOW), true, false],
    ['unknown', login(), true, false],
    ['well ahead, and it is blank', login(NOW + 10 * REFRESH_MARGIN_MS, ' '), true, false],
  ])('whose end is %s', (_, credential, due, alive) => {
    expect([isDue(credential, NOW), isAlive(credential, NOW)]).toEqual([due, alive])
  })
})
