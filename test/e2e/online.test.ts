import { describe, expect, it } from 'vitest'
import { type CliResult, CONFIG, hour, listing, makeHome, runCli, STORE, token } from './cli.js'
import { json, nobody, POLICY, provider, proxy, type Reply, refusal, takesAll } from './provider-server.js'
import { reportFaults } from './schemas.js'

const SETUP = token('oat', 'setup')
const KEY = token('api', 'key')

const setupToken = (secret = SETUP) => ({
  type: 'token',
  provider: 'anthropic',
  token: secret,
  expires: Date.now() + 300 * 24 * hour,
})

const homeWith = (profiles: object = { 'anthropic:work': setupToken() }, config: object = {}): string =>
  makeHome({ [STORE]: { json: { version: 1, profiles } }, [CONFIG]: { json: config } })

const online = (home: string, env: Record<string, string>, ...args: readonly string[]): Promise<CliResult> =>
  runCli(['doctor', '--online', '--only', 'auth/*', ...args], { home, env })

const ask = async (reply: Reply, ...args: readonly string[]) => {
  const server = await provider(reply)
  const result = await online(homeWith(), { ANTHROPIC_BASE_URL: server.url }, ...args)
  return { ...result, seen: server.seen, host: server.host }
}

const noSecret = ({ stdout, stderr }: CliResult): void => {
  for (const secret of [SETUP, KEY]) {
    expect(stdout + stderr).not.toContain(secret)
    expect(stdout + stderr).not.toContain(secret.slice(0, 24))
  }
}

describe('doctor --online', () => {
  it('asks nobody unless it is told to', async () => {
    const server = await provider(takesAll)
    const env = { ANTHROPIC_BASE_URL: server.url }
    const result = await runCli(['doctor', '--only', 'auth/*', '--json'], { home: homeWith(), env })
    expect(result.code).toBe(0)
    expect(server.seen).toEqual([])
    const report = JSON.parse(result.stdout)
    expect(report.online).toBeUndefined()
    expect(report.checks.find(({ id }: { id: string }) => id === 'auth/verified')).toMatchObject({
      outcome: 'skip',
      reason: 'not asked: run with --online',
    })
  })

  it("asks where the config's env block says, unless the environment says otherwise", async () => {
    const [inConfig, inEnvironment] = [await provider(takesAll), await provider(takesAll)]
    const home = homeWith(undefined, { env: { vars: { ANTHROPIC_BASE_URL: inConfig.url } } })
    expect((await online(home, {})).code).toBe(0)
    expect([inConfig.seen.length, inEnvironment.seen.length]).toEqual([1, 0])
    expect((await online(home, { ANTHROPIC_BASE_URL: inEnvironment.url })).code).toBe(0)
    expect([inConfig.seen.length, inEnvironment.seen.length]).toEqual([1, 1])
  })

  it('is healthy where the provider takes the credential, and says when it was asked', async () => {
    const result = await ask(takesAll)
    expect(result.code).toBe(0)
    expect(result.stdout).toMatch(
      /^✔ Nothing wrong .* Asked anthropic at \d{4}-\d\d-\d\d \d\d:\d\d UTC: 1 accepted\.$/m,
    )
    expect(result.seen).toMatchObject([
      {
        method: 'GET',
        path: '/v1/models',
        body: '',
        headers: { authorization: `Bearer ${SETUP}`, 'anthropic-beta': 'oauth-2025-04-20' },
      },
    ])
    expect(result.seen[0]?.headers['x-api-key']).toBeUndefined()
    noSecret(result)
  })

  it.each([
    [
      'rejects',
      refusal(401, 'authentication_error'),
      1,
      'rejects anthropic:work (HTTP 401 authentication_error)',
      '`clawdbot-doctor models auth setup-token --provider anthropic`',
    ],
    [
      'takes from Claude Code only',
      refusal(400, 'invalid_request_error', POLICY),
      1,
      'takes anthropic:work from Claude Code only',
      'Use an API key',
    ],
    [
      'is not paid for',
      refusal(400, 'invalid_request_error', 'Your credit balance is too low'),
      1,
      'refuses it for lack of credit',
      'Add credit',
    ],
    [
      'has had enough of',
      refusal(429, 'rate_limit_error', 'x', { 'retry-after': '120' }),
      2,
      'nothing more until ',
      'Wait',
    ],
    ['fails at', refusal(529, 'overloaded_error'), 2, 'has an error of its own (HTTP 529', 'Wait a little'],
    [
      'never sees',
      ((_, response) => response.end('<html>Log in to HotelNet</html>')) satisfies Reply,
      2,
      'does not speak as anthropic does',
      'in a browser',
    ],
    [
      'says neither yes nor no to',
      refusal(403, 'permission_error'),
      2,
      'neither yes nor no',
      'See whether the address',
    ],
    [
      'answers with far too much to',
      ((_, response) => response.end(`"${'x'.repeat(3_000_000)}"`)) satisfies Reply,
      2,
      'neither yes nor no to anthropic:work (too-large)',
      'See whether the address',
    ],
    [
      'hangs up on',
      ((_, __, request) => request.socket.destroy()) satisfies Reply,
      2,
      'could not be reached',
      'See to the network',
    ],
    [
      'hangs up half-way on',
      ((_, response, request) =>
        response
          .writeHead(200, { 'content-length': '100' })
          .write('{', () => request.socket.destroy())) satisfies Reply,
      2,
      'could not be reached',
      'See to the network',
    ],
  ] as const)(
    'tells what the provider %s as what it is, and its next step',
    async (_, reply, code, what, next) => {
      const result = await ask(reply)
      expect(result.code).toBe(code)
      const blocks = result.stdout.match(/^(✖ error|▲ warning):/gm)
      expect(blocks).toEqual([code === 1 ? '✖ error:' : '▲ warning:'])
      expect(result.stdout).toContain(what)
      expect(result.stdout).toMatch(new RegExp(`^ {2}next {2}.*${next.replaceAll(/[`()]/g, '.')}`, 'm'))
      expect(result.stdout).not.toMatch(/invalid(?!_request)|HotelNet|xxxx/)
      expect(result.seen).toHaveLength(1)
      noSecret(result)
    },
  )

  it('does not send somebody to log in again where that changes nothing', async () => {
    const { stdout } = await ask(refusal(403, 'permission_error', POLICY))
    expect(stdout).not.toMatch(/setup-token|paste-token/)
  })

  it('is given up in time, without a red check', async () => {
    const result = await ask(() => undefined, '--timeout', '4s', '--json')
    expect(result.code).toBe(2)
    const report = JSON.parse(result.stdout)
    expect(report.summary.checks).toMatchObject({ error: 0, timeout: 0, fail: 1 })
    expect(report.online.results).toMatchObject([{ verdict: 'timeout', host: result.host }])
  })

  it('names the host that cannot be reached', async () => {
    const url = await nobody()
    const result = await online(homeWith(), { ANTHROPIC_BASE_URL: url })
    expect(result.code).toBe(2)
    expect(result.stdout).toContain(`${new URL(url).host} could not be reached (ECONNREFUSED)`)
    expect(result.stdout).toContain('nothing says that they are bad')
  })

  it('asks by what each credential is, and each one once', async () => {
    const server = await provider((seen, response, request) =>
      (seen.headers['x-api-key'] === undefined ? takesAll : refusal(401, 'authentication_error'))(
        seen,
        response,
        request,
      ),
    )
    const home = homeWith({
      'anthropic:work': setupToken(),
      'anthropic:again': setupToken(),
      'anthropic:key': { type: 'api_key', provider: 'anthropic', key: KEY },
      'anthropic:old': { ...setupToken(token('oat', 'old')), expires: Date.now() - hour },
    })
    const env = { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: KEY }
    const result = await online(home, env, '--json', '--no-sync')
    const { results } = JSON.parse(result.stdout).online
    const verdicts = results.map(({ name, verdict, reason }: Record<string, string>) => [
      name,
      verdict,
      reason,
    ])
    expect(verdicts).toEqual([
      ['anthropic:work', 'accepted', null],
      ['anthropic:again', 'accepted', null],
      ['anthropic:key', 'rejected', 'authentication_error'],
      ['anthropic:old', 'not-asked', 'expired'],
      ['ANTHROPIC_API_KEY', 'rejected', 'authentication_error'],
    ])
    expect(server.seen.map(({ headers }) => headers.authorization ?? headers['x-api-key']).sort()).toEqual(
      [`Bearer ${SETUP}`, KEY].sort(),
    )
    expect(reportFaults(JSON.parse(result.stdout))).toEqual([])
    noSecret(result)
  })

  it('writes nothing, and leaves a login that will be refreshed alone', async () => {
    const server = await provider(takesAll)
    const login = {
      type: 'oauth',
      provider: 'anthropic',
      access: token('oat', 'a'),
      refresh: token('ort', 'r'),
      expires: Date.now() - hour,
    }
    const home = homeWith({ 'anthropic:claude-cli': login })
    const before = listing(home)
    const result = await online(home, { ANTHROPIC_BASE_URL: server.url }, '--no-sync', '--verbose')
    expect(server.seen).toEqual([])
    expect(listing(home)).toEqual(before)
    expect(result.stdout).toMatch(/auth\/verified: skip \(not asked: there is no credential/)
    expect(result.stdout).toContain('No provider was asked.')
  })

  it("asks where the config says, in another provider's words", async () => {
    const server = await provider(json(401, { error: { code: 'invalid_api_key', message: 'x' } }))
    const home = homeWith(
      { 'openai:work': { type: 'api_key', provider: 'openai', key: KEY } },
      {
        agents: { defaults: { model: { primary: 'openai/gpt-5' } } },
        models: { providers: { openai: { baseUrl: `${server.url}/v1`, models: [] } } },
      },
    )
    const result = await online(home, { ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' })
    expect(server.seen).toMatchObject([{ path: '/v1/models', headers: { authorization: `Bearer ${KEY}` } }])
    expect(result.code).toBe(1)
    expect(result.stdout).toContain('openai rejects openai:work (HTTP 401 invalid_api_key)')
    noSecret(result)
  })

  it('does not follow a .env of the folder it is started in, and does that of the state folder', async () => {
    const [bait, server] = [await provider(takesAll), await provider(takesAll)]
    const home = makeHome({
      [STORE]: { json: { version: 1, profiles: { 'anthropic:work': setupToken() } } },
      '.clawdbot/.env': `ANTHROPIC_BASE_URL=${server.url}\n`,
      'cloned/.env': `ANTHROPIC_BASE_URL=${bait.url}\n`,
    })
    await runCli(['doctor', '--online'], { home, cwd: `${home}/cloned` })
    expect(bait.seen).toEqual([])
    expect(server.seen).toHaveLength(1)
  })

  it('asks nobody where the config, which may say where to ask, cannot be read', async () => {
    const server = await provider(takesAll)
    const home = makeHome({
      [STORE]: { json: { version: 1, profiles: { 'anthropic:work': setupToken() } } },
      [CONFIG]: '{ models: ',
    })
    await online(home, { ANTHROPIC_BASE_URL: server.url })
    expect(server.seen).toEqual([])
  })

  it('goes through the proxy of the environment', async () => {
    const server = await provider(takesAll)
    const { host, seen } = await proxy(server.host)
    const env = { ANTHROPIC_BASE_URL: 'http://provider.invalid', HTTP_PROXY: `http://ada:pass@${host}` }
    const result = await online(homeWith(), env)
    expect(result.code).toBe(0)
    expect(seen).toEqual(['provider.invalid:80'])
    expect(server.seen).toMatchObject([{ headers: { host: 'provider.invalid' } }])
  })

  it.each([
    ['refuses', async () => (await proxy()).host],
    ['is not there', async () => new URL(await nobody()).host],
  ])('names a proxy that %s, without its password', async (_, started) => {
    const host = await started()
    const result = await online(homeWith(), { HTTPS_PROXY: `http://ada:hunter2@${host}` })
    expect(result.code).toBe(2)
    expect(result.stdout).toContain(`api.anthropic.com could not be reached through the proxy ${host} (`)
    expect(result.stdout + result.stderr).not.toContain('hunter2')
  })

  it('says that a proxy or an address is none, and sends nothing', async () => {
    const badProxy = await online(homeWith(), { HTTPS_PROXY: 'nowhere at all' })
    expect(badProxy.code).toBe(2)
    expect(badProxy.stdout).toContain('is no address of a proxy')
    const badUrl = await online(homeWith(), { ANTHROPIC_BASE_URL: 'ftp://files.example' })
    expect(badUrl.code).toBe(2)
    expect(badUrl.stdout).toContain('The address of anthropic is none that can be asked')
  })

  it("tells a clock that is off by the provider's", async () => {
    const date = new Date(Date.now() + 10 * 60_000).toUTCString()
    const result = await ask(json(200, { data: [] }, { date }), '--only', 'host/clock')
    expect(result.code).toBe(2)
    expect(result.stdout).toMatch(/clock is \d+ min behind that of 127\.0\.0\.1/)
  })
})
