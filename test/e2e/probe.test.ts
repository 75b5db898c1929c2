import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { json, nobody, POLICY, provider, proxy, type Reply, refusal, takesAll } from './provider-server.js'
import { statusFaults } from './schemas.js'

const SETUP = token('oat', 'setup')
const KEY = token('api', 'key')

const profiles = {
  'anthropic:work': { type: 'token', provider: 'anthropic', token: SETUP },
  'anthropic:key': { type: 'api_key', provider: 'anthropic', key: KEY },
}

const homeWith = (stored: object = profiles, rest: object = {}, config: object = {}): string =>
  makeHome({ [STORE]: { json: { version: 1, profiles: stored, ...rest } }, [CONFIG]: { json: config } })

const run = async (url: string, args: readonly string[], home = homeWith(), env = {}) => {
  const argv = ['models', 'status', '--probe', ...args]
  const result = await runCli(argv, { home, env: { ANTHROPIC_BASE_URL: url, ...env } })
  const said = result.stdout + result.stderr
  for (const secret of [SETUP, KEY]) expect(said).not.toContain(secret.slice(0, 20))
  return result
}

const probe = async (reply: Reply, args: readonly string[] = [], home = homeWith()) => {
  const server = await provider(reply)
  const { stdout, stderr, code } = await run(server.url, ['--json', ...args], home)
  const document = JSON.parse(stdout)
  return { probes: document.auth?.probes, document, stderr, code, seen: server.seen, host: server.host }
}

/** Takes the setup-token and nothing else. */
const takesSetup: Reply = (seen, ...rest) =>
  (seen.headers.authorization === `Bearer ${SETUP}` ? takesAll : refusal(401, 'authentication_error'))(
    seen,
    ...rest,
  )

describe('models status --probe', () => {
  it('has every profile answer a message of a few tokens', async () => {
    const { probes, document, seen, code, stderr } = await probe(takesAll)
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(probes).toMatchObject({
      totalTargets: 2,
      durationMs: expect.any(Number),
      options: { timeoutMs: 8000, concurrency: 2, maxTokens: 8 },
      results: [
        {
          provider: 'anthropic',
          profileId: 'anthropic:work',
          model: 'anthropic/claude-opus-4-5',
          status: 'accepted',
          latencyMs: expect.any(Number),
          next: true,
        },
        { profileId: 'anthropic:key', status: 'accepted', mode: 'api_key', next: false },
      ],
    })
    expect(statusFaults(document)).toEqual([])
    expect(Math.abs(probes.startedAt - Date.now())).toBeLessThan(60_000)
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(2).fill('POST /v1/messages'))
    for (const { body } of seen)
      expect(JSON.parse(body)).toMatchObject({ model: 'claude-opus-4-5', max_tokens: 8, messages: [{}] })
    expect(seen.map(({ headers }) => headers.authorization ?? headers['x-api-key']).sort()).toEqual(
      [`Bearer ${SETUP}`, KEY].sort(),
    )
  })

  it.each<[string, Reply, string]>([
    ['rejects', refusal(401, 'authentication_error'), 'rejected'],
    ['takes from Claude Code only', refusal(400, 'invalid_request_error', POLICY), 'policy-rejected'],
    ['limits', refusal(429, 'rate_limit_error'), 'rate-limited'],
    ['is not paid for', refusal(400, 'invalid_request_error', 'Your credit balance is too low'), 'billing'],
    ['fails at', refusal(500, 'api_error'), 'server-error'],
    ['knows no model for', refusal(404, 'not_found_error'), 'unknown'],
    ['hangs up on', (_, __, request) => request.socket.destroy(), 'unreachable'],
    ['sends a web page to', (_, response) => response.end('<html>'), 'not-json'],
    ['sends far too much to', (_, response) => response.end('x'.repeat(3_000_000)), 'unknown'],
  ])('tells what the provider %s as what it is', async (_, reply, status) => {
    const { probes, code } = await probe(reply, ['--probe-profile', 'anthropic:work'])
    expect(probes.results).toMatchObject([{ profileId: 'anthropic:work', status }])
    expect(code).toBe(0)
  })

  it('tells when it may be asked again', async () => {
    const { probes } = await probe(refusal(429, 'rate_limit_error', 'x', { 'retry-after': '30' }))
    expect(probes.results[0]).toMatchObject({ status: 'rate-limited', httpStatus: 429, retryAfterMs: 30_000 })
  })

  it.each(['300', '300ms', '0.3s'])('gives up after --probe-timeout %s', async (written) => {
    const { probes, seen } = await probe(() => undefined, ['--probe-timeout', written])
    expect(probes.options.timeoutMs).toBe(300)
    expect(probes.results.map(({ status }: { status: string }) => status)).toEqual(['timeout', 'timeout'])
    expect(seen).toHaveLength(2)
    expect(probes.durationMs).toBeLessThan(5000)
  })

  it('never has more probes under way than it may', async () => {
    let running = 0
    let most = 0
    const slow: Reply = (...asked) => {
      running += 1
      most = Math.max(most, running)
      setTimeout(() => {
        running -= 1
        takesAll(...asked)
      }, 100)
    }
    const ids = ['a', 'b', 'c', 'd']
    const many = Object.fromEntries(
      ids.map((id) => [id, { type: 'token', provider: 'anthropic', token: token('oat', id) }]),
    )
    const { probes } = await probe(slow, ['--probe-concurrency', '1'], homeWith(many))
    expect(probes.results.map(({ profileId }: { profileId: string }) => profileId)).toEqual(ids)
    expect(most).toBe(1)
  })

  it('asks for as many tokens as it is told', async () => {
    const { seen } = await probe(takesAll, ['--probe-max-tokens', '3'])
    expect(JSON.parse(seen[0]?.body ?? '').max_tokens).toBe(3)
  })

  it.each([
    [['--probe-profile', 'anthropic:key'], ['anthropic:key']],
    [
      ['--probe-profile', 'anthropic:key,anthropic:work'],
      ['anthropic:work', 'anthropic:key'],
    ],
    [
      ['--probe-profile', 'anthropic:key', '--probe-profile', 'anthropic:work'],
      ['anthropic:work', 'anthropic:key'],
    ],
    [
      ['--probe-provider', 'Anthropic'],
      ['anthropic:work', 'anthropic:key'],
    ],
    [['--probe-provider', 'openai'], []],
  ])('probes only what %j names', async (args, ids) => {
    const { probes } = await probe(takesAll, args)
    expect(probes.results.map(({ profileId }: { profileId: string }) => profileId)).toEqual(ids)
  })

  it('refuses a profile that does not exist, naming those that do', async () => {
    const { document, code, seen } = await probe(takesAll, ['--probe-profile', 'anthropic:gone'])
    expect(code).toBe(3)
    expect(document.error).toMatchObject({ code: 'UNKNOWN_PROFILE' })
    expect(document.error.message).toContain('anthropic:gone')
    expect(document.error.hint).toContain('anthropic:work')
    expect(seen).toEqual([])
  })

  it('leaves out what an order leaves out, unless it is asked for by name', async () => {
    const order = { order: { anthropic: ['anthropic:work'] } }
    const all = await probe(takesAll, [], homeWith(profiles, order))
    expect(all.probes.results).toMatchObject([
      { profileId: 'anthropic:work', status: 'accepted' },
      { profileId: 'anthropic:key', status: 'not-asked', reason: 'not-listed' },
    ])
    const named = await probe(takesAll, ['--probe-profile', 'anthropic:key'], homeWith(profiles, order))
    expect(named.probes.results).toMatchObject([{ profileId: 'anthropic:key', status: 'accepted' }])
  })

  it('sends nothing that is past its date, and nothing to a provider it cannot ask', async () => {
    const home = homeWith(
      {
        'anthropic:old': { ...profiles['anthropic:work'], expires: Date.now() - hour },
        'venice:a': { type: 'api_key', provider: 'venice', key: KEY },
      },
      {},
      { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5', fallbacks: ['venice/x'] } } } },
    )
    const { probes, seen } = await probe(takesAll, [], home)
    expect(probes.results).toMatchObject([
      { profileId: 'anthropic:old', status: 'not-asked', reason: 'expired' },
      { profileId: 'venice:a', status: 'not-asked', reason: 'unsupported' },
    ])
    expect(probes.totalTargets).toBe(0)
    expect(seen).toEqual([])
  })

  it('probes the key of the environment where there is no profile', async () => {
    const server = await provider(takesAll)
    const args = ['--json']
    const { stdout } = await run(server.url, args, homeWith({}), { ANTHROPIC_API_KEY: KEY })
    expect(JSON.parse(stdout).auth.probes.results).toMatchObject([
      { source: 'env', label: 'ANTHROPIC_API_KEY', status: 'accepted' },
    ])
    expect(server.seen).toMatchObject([{ headers: { 'x-api-key': KEY } }])
  })
})

describe('models status --probe, of a login past its date', () => {
  const past = (mark = 'past') => ({
    'anthropic:mine': {
      type: 'oauth',
      provider: 'anthropic',
      access: token('oat', mark),
      refresh: token('ort', mark),
      expires: Date.now() - hour,
    },
  })
  const pair = { access_token: SETUP, refresh_token: token('ort', 'next'), expires_in: 28_800 }

  const both =
    (refresh: Reply): Reply =>
    (seen, ...rest) =>
      (seen.path === '/token' ? refresh : takesSetup)(seen, ...rest)

  const probed = async (refresh: Reply, args: readonly string[] = []) => {
    const home = homeWith(past())
    const server = await provider(both(refresh))
    const env = { CLAWDBOT_DOCTOR_TOKEN_URL: `${server.url}/token` }
    const { stdout, code } = await run(server.url, ['--json', ...args], home, env)
    return { document: JSON.parse(stdout), code, home, paths: server.seen.map(({ path }) => path) }
  }

  it('refreshes it first, and shows it as it is then', async () => {
    const { document, home, paths } = await probed(json(200, pair))
    expect(paths).toEqual(['/token', '/v1/messages'])
    expect(document.auth.probes.results).toMatchObject([{ profileId: 'anthropic:mine', status: 'accepted' }])
    expect(document.auth.oauth.profiles).toMatchObject([{ profileId: 'anthropic:mine', status: 'expiring' }])
    expect(JSON.parse(readFileSync(join(home, STORE), 'utf8')).profiles['anthropic:mine'].access).toBe(SETUP)
  })

  it('leaves it alone where nothing is to be written', async () => {
    const { document, paths } = await probed(json(200, pair), ['--no-sync'])
    expect(paths).toEqual([])
    expect(document.auth.probes.results).toMatchObject([{ status: 'not-asked', reason: 'refreshes-on-use' }])
  })

  it('tells a refresh token that is rejected as a rejection, and one that nobody could ask about as not', async () => {
    const rejected = await probed(json(400, { error: 'invalid_grant' }), ['--check'])
    expect(rejected.document.auth.probes.results).toMatchObject([
      { status: 'rejected', reason: 'refresh-rejected' },
    ])
    expect(rejected.code).toBe(1)
    const failed = await probed(json(503, {}))
    expect(failed.document.auth.probes.results).toMatchObject([
      { status: 'not-asked', reason: 'not-refreshed-provider-error' },
    ])
  })
})

describe('models status --probe, for a person', () => {
  it('adds a line for each answer, and the one next step', async () => {
    const server = await provider(takesSetup)
    const { stdout, code } = await run(server.url, [])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Asked the providers: \d{4}-\d\d-\d\d \d\d:\d\d UTC, 2 messages in \d+ ms$/m)
    expect(stdout).toMatch(/^ {2}✔ anthropic:work with anthropic\/claude-opus-4-5: accepted \(\d+ ms\)$/m)
    expect(stdout).toMatch(
      /^ {2}✖ anthropic:key with anthropic\/claude-opus-4-5: rejected \(HTTP 401, authentication_error, \d+ ms\)$/m,
    )
    expect(stdout).toContain(
      'next  Run `clawdbot-doctor models auth paste-token --provider anthropic --profile-id "anthropic:key"`',
    )
  })

  it('names the host that could not be reached', async () => {
    const url = await nobody()
    const { stdout } = await run(url, [])
    expect(stdout).toMatch(
      new RegExp(`▲ anthropic:work with .*: could not be reached \\(${new URL(url).host}, ECONNREFUSED`),
    )
    expect(stdout).not.toMatch(/invalid|rejected/)
  })

  it('goes through the proxy of the environment', async () => {
    const server = await provider(takesAll)
    const through = await proxy(server.host)
    const env = { HTTP_PROXY: `http://${through.host}` }
    const { stdout } = await run('http://provider.invalid', [], homeWith(), env)
    expect(stdout).toContain('accepted')
    expect(through.seen).toContain('provider.invalid:80')
  })

  it('asks nobody where the config cannot be read, and says so', async () => {
    const server = await provider(takesAll)
    const home = makeHome({ [STORE]: { json: { version: 1, profiles } }, [CONFIG]: '{ models: ' })
    const { stdout, code } = await run(server.url, [], home)
    expect(code).toBe(1)
    expect(stdout).toContain('Asked the providers: nothing')
    expect(server.seen).toEqual([])
  })

  it.each([
    [['--plain'], '--probe and --plain exclude each other'],
    [['--probe-timeout', 'soon'], '--probe-timeout soon: that is not a length of time'],
    [['--probe-timeout', '0'], '--probe-timeout 0: that is not a length of time'],
    [['--probe-concurrency', '0'], '--probe-concurrency'],
    [['--probe-max-tokens', '0'], '--probe-max-tokens'],
  ])('refuses %j', async (args, what) => {
    const { stderr, stdout, code } = await run('http://127.0.0.1:1', args)
    expect(code).toBe(3)
    expect(stdout).toBe('')
    expect(stderr).toContain(what)
  })

  it('asks nobody without --probe', async () => {
    const server = await provider(takesAll)
    const env = { ANTHROPIC_BASE_URL: server.url }
    const { stdout } = await runCli(['models', 'status'], { home: homeWith(), env })
    expect(server.seen).toEqual([])
    expect(stdout).not.toContain('Asked')
  })
})

describe('models status --check --probe', () => {
  const codeWith = async (reply: Reply, ...args: readonly string[]) =>
    (await probe(reply, ['--check', ...args])).code

  it('ends with 1 where a provider refuses something, and 2 where nothing came to be known', async () => {
    expect(await codeWith(takesAll)).toBe(0)
    expect(await codeWith(takesSetup)).toBe(1)
    expect(await codeWith(takesSetup, '--in-use')).toBe(0)
    expect(await codeWith(refusal(500, 'api_error'))).toBe(2)
  })
})

describe('the sync before a probe', () => {
  it('lets the login of Claude Code be probed at once', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const { probes } = await probe(takesAll, [], home)
    expect(probes.results).toMatchObject([{ profileId: 'anthropic:claude-cli', status: 'accepted' }])
  })

  it('is left out with --no-sync, and nothing is written', async () => {
    const home = homeWith()
    const before = listing(home)
    await probe(takesAll, ['--no-sync'], home)
    expect(listing(home)).toEqual(before)
  })
})
