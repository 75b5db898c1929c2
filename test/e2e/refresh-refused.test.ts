import { describe, expect, it } from 'vitest'
import { makeHome, runCli, STORE, token } from './cli.js'
import { contents, envFor, OLD, oauth, ownHome, sharedHome, store } from './refresh-home.js'
import { expectSaid } from './said.js'
import { type Behaviour, startTokenServer } from './token-server.js'

const REFRESH = ['models', 'auth', 'refresh']
const OWN = 'anthropic:own'

describe('whatever goes wrong', () => {
  it.each<[Behaviour, number, string[]]>([
    ['rate-limit', 3, ['asks to wait (429)', 'Try again in 90 s']],
    ['error', 3, ['has an error of its own (503)', 'may have been used up']],
    ['html', 3, ['something else than JSON (200)', 'may have been used up']],
    ['redirect', 3, ['something else than JSON (302)']],
    ['no-tokens', 3, ['holds no token', 'may have been used up']],
    ['huge', 3, ['far too large', 'may have been used up']],
    ['cut', 3, ['the connection was cut', 'may have been used up', 'log in again']],
    ['cut-body', 3, ['the connection was cut', 'may have been used up']],
    ['hang', 3, ['no answer within 1 s', 'may have been used up']],
    ['refuse-client', 1, ['401 invalid_client', 'log in there']],
  ])('with the provider (%s), it is told as it is and nothing changes', async (behaviour, code, says) => {
    const server = await startTokenServer(OLD.refresh)
    server.behave(behaviour)
    const home = sharedHome()
    const before = contents(home)
    await expectSaid(
      [...REFRESH, '--timeout', '1s'],
      { home, env: envFor(server) },
      {
        code,
        blocks: ['error'],
        says,
        never: ['sk-ant'],
      },
    )
    expect(server.requests).toHaveLength(1)
    expect(contents(home)).toEqual(before)
  })

  it('with the refresh token (invalid_grant), somebody has to log in, and nothing changes', async () => {
    const server = await startTokenServer()
    const home = sharedHome()
    const before = contents(home)
    const result = await runCli([...REFRESH, '--json'], { home, env: envFor(server) })
    expect(result.code).toBe(1)
    expect(JSON.parse(result.stdout).error).toMatchObject({
      code: 'REJECTED',
      hint: expect.stringContaining('`claude`'),
    })
    expect(result.stdout + result.stderr).not.toContain('sk-ant')
    expect(contents(home)).toEqual(before)
  })

  it('with the network, nothing was lost, and nothing is said of it', async () => {
    const home = ownHome()
    const env = { CLAWDBOT_DOCTOR_TOKEN_URL: 'http://127.0.0.1:1/token' }
    const before = contents(home)
    await expectSaid(
      REFRESH,
      { home, env },
      {
        code: 3,
        blocks: ['error'],
        says: ['127.0.0.1:1 could not be reached: it refused the connection (ECONNREFUSED)'],
        never: ['used up'],
      },
    )
    expect(contents(home)).toEqual(before)
  })

  it.each([
    [{ CLAWDBOT_DOCTOR_TOKEN_URL: 'http://tokens.example/' }, 'BAD_ENDPOINT'],
    [{ CLAWDBOT_DOCTOR_TOKEN_URL: 'http://127.0.0.1:1/', HTTP_PROXY: 'ftp://x' }, 'NOT_SENT'],
  ])('with the environment (%j), nobody is asked', async (env, code) => {
    const result = await runCli([...REFRESH, '--json'], { home: ownHome(), env })
    expect([result.code, JSON.parse(result.stdout).error.code]).toEqual([3, code])
  })
})

describe('what cannot be refreshed', () => {
  it.each([
    [
      'a token',
      { type: 'token', provider: 'anthropic', token: token('oat', 't'), expires: 5 },
      'setup-token',
    ],
    ['a key', { type: 'api_key', provider: 'anthropic', key: token('api', 'k') }, 'API key'],
    ['a login without a refresh token', oauth({ refresh: undefined }), 'setup-token'],
    ['a login of another provider', oauth({ provider: 'acme' }), 'does not know how'],
  ])('is %s: it is said what to do, and nobody is asked', async (_, profile, words) => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({ [STORE]: store({ [OWN]: profile }) })
    const before = contents(home)
    await expectSaid(
      [...REFRESH, OWN],
      { home, env: envFor(server) },
      { code: 3, blocks: ['error'], says: [words] },
    )
    expect(server.requests).toEqual([])
    expect(contents(home)).toEqual(before)
  })

  it('is what is not there, or where nothing is in use', async () => {
    const home = ownHome()
    const unknown = await runCli([...REFRESH, 'anthropic:nope', '--json'], { home })
    expect([unknown.code, JSON.parse(unknown.stdout).error]).toMatchObject([
      3,
      { code: 'UNKNOWN_PROFILE', hint: expect.stringContaining(OWN) },
    ])
    const nothing = await runCli([...REFRESH, '--json'], { home: makeHome() })
    expect([nothing.code, JSON.parse(nothing.stdout).error.code]).toEqual([3, 'NOTHING_TO_REFRESH'])
    expect(JSON.parse(nothing.stdout).error.hint).toMatch(/^Install Claude Code with .*, then run /)
    const key = await runCli([...REFRESH, '--json'], {
      home: makeHome(),
      env: { ANTHROPIC_API_KEY: token('api', 'env') },
    })
    expect(JSON.parse(key.stdout).error.message).toContain('environment')
  })
})
