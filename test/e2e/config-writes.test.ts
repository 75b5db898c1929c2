import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'
import {
  CLAUDE,
  CONFIG,
  CREDENTIALS,
  type FileContent,
  hour,
  listing,
  login,
  makeHome,
  runCli,
  STORE,
  token,
} from './cli.js'
import { killWhileWriting, letLocksGoStale } from './kill-while-writing.js'
import { giveTo, isRoot, NOBODY } from './said.js'
import { openTerminal } from './terminal-session.js'

const MANUAL = 'anthropic:manual'
const TOKEN = token('oat', 'pasted')

const PASTE = ['models', 'auth', 'paste-token', '--provider', 'anthropic']

const paste = (
  home: string,
  args: readonly string[] = [],
  rest: Partial<Parameters<typeof runCli>[1]> = {},
) =>
  runCli([...PASTE, '--json', ...args], {
    home,
    input: TOKEN,
    ...rest,
  })
const text = (home: string, path: string) => readFileSync(join(home, path), 'utf8')
const tokenIn = (home: string) => JSON.parse(text(home, STORE)).profiles[MANUAL]?.token

describe('a config of JSON5', () => {
  it('keeps comments, order, quotes and trailing commas; the order has the profile at its front', async () => {
    const before = `// mine, by hand
{
  "gateway": {port: 18789, }, /* port */
  auth: {
    order: {
      // best first
      Anthropic: [
        'anthropic:claude-cli', // subscription
        "anthropic:manual", // pasted
      ],
    },
    profiles: {'anthropic:claude-cli': {provider: 'anthropic', mode: 'oauth'},},
  },
  env: { ANTHROPIC_API_KEY: '\${MY_KEY}' }, // not here
}
`
    const home = makeHome({ [CONFIG]: { text: before, mode: 0o640 } })
    expect(await paste(home)).toMatchObject({ code: 0, stderr: '' })
    expect(text(home, CONFIG)).toBe(
      before
        .replace(
          `        'anthropic:claude-cli', // subscription
        "anthropic:manual", // pasted`,
          `        "anthropic:manual", // pasted
        'anthropic:claude-cli', // subscription`,
        )
        .replace(
          "mode: 'oauth'},}",
          "mode: 'oauth'}, 'anthropic:manual': {provider: 'anthropic', mode: 'token'},}",
        ),
    )
    expect(statSync(join(home, CONFIG)).mode & 0o777).toBe(0o640)
  })

  it('may be reached by a link, which stays one', async () => {
    const home = makeHome({ [CONFIG]: '{ a: 1, }\n' })
    renameSync(join(home, CONFIG), join(home, 'real.json5'))
    symlinkSync('../real.json5', join(home, CONFIG))
    expect((await paste(home)).code).toBe(0)
    expect(lstatSync(join(home, CONFIG)).isSymbolicLink()).toBe(true)
    expect(JSON5.parse(text(home, 'real.json5')).auth.profiles).toHaveProperty([MANUAL])
  })

  it('may be anywhere', async () => {
    const home = makeHome()
    const env = { CLAWDBOT_CONFIG_PATH: '~/elsewhere/my.json' }
    expect(JSON.parse((await paste(home, [], { env })).stdout).configPath).toBe(
      join(home, 'elsewhere/my.json'),
    )
    expect(statSync(join(home, 'elsewhere/my.json')).mode & 0o777).toBe(0o600)
    expect(existsSync(join(home, CONFIG))).toBe(false)
  })
})

describe('a config of several files', () => {
  it('is edited in the file that holds the key, and that is said', async () => {
    const auth = "{ profiles: { x: {provider: 'x', mode: 'token'} }, order: {anthropic: [/* none */]} }\n"
    const main = "{ auth: { $include: './auth.json5' }, agents: { $include: './agents.json5' } }\n"
    const home = makeHome({
      [CONFIG]: main,
      '.clawdbot/auth.json5': auth,
      '.clawdbot/agents.json5': '{ list: [] }',
    })
    const { code, stdout } = await paste(home)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).configPath).toBe(join(home, '.clawdbot/auth.json5'))
    expect(text(home, CONFIG)).toBe(main)
    expect(text(home, '.clawdbot/auth.json5')).toBe(
      "{ profiles: { x: {provider: 'x', mode: 'token'}, 'anthropic:manual': { provider: 'anthropic', mode: 'token' } }, order: {anthropic: [/* none */ 'anthropic:manual']} }\n",
    )
  })

  it.each<readonly [string, string, Readonly<Record<string, FileContent>>, readonly string[]]>([
    [
      'an order in two of them',
      'CONFIG_SPLIT',
      {
        [CONFIG]: "{ $include: 'a.json5', auth: {order: {anthropic: ['x']}} }",
        '.clawdbot/a.json5': "{auth: {order: {anthropic: ['y']}}}",
      },
      [CONFIG, '.clawdbot/a.json5'],
    ],
    [
      'a file that counts twice',
      'CONFIG_SPLIT',
      {
        [CONFIG]: "{ auth: { $include: 'a.json5' }, b: { $include: 'a.json5' } }",
        '.clawdbot/a.json5': '{profiles: {}}',
      },
      ['.clawdbot/a.json5'],
    ],
    [
      'a key whose place is taken by something else',
      'CONFIG_NOT_EDITABLE',
      { [CONFIG]: '{ auth: { profiles: 5 } }' },
      [CONFIG],
    ],
    [
      'an included file that does not parse',
      'CONFIG_UNPARSEABLE',
      { [CONFIG]: "{ $include: 'a.json5' }", '.clawdbot/a.json5': '{\n  auth: {\n' },
      ['.clawdbot/a.json5, line 3, column 1'],
    ],
    [
      'a config that does not parse',
      'CONFIG_UNPARSEABLE',
      { [CONFIG]: '{\n  auth: oops\n}\n' },
      [`${CONFIG}, line 2, column 9`],
    ],
    ['an empty config', 'CONFIG_UNPARSEABLE', { [CONFIG]: '' }, [`${CONFIG}, line 1, column 1`]],
    ['a config that is a list', 'CONFIG_UNPARSEABLE', { [CONFIG]: '[]' }, [CONFIG]],
  ])('%s is refused, by name, with nothing written', async (_, code, files, named) => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + hour), '.local/bin/claude': CLAUDE, ...files })
    if (code !== 'CONFIG_UNPARSEABLE') await runCli(['models', 'status'], { home })
    const before = listing(home)
    for (const more of [[], ['--dry-run']]) {
      const result = await paste(home, more)
      expect(result.code).toBe(3)
      const { error } = JSON.parse(result.stdout)
      expect(error.code).toBe(code)
      for (const path of named) expect(error.message).toContain(join(home, path))
      expect(listing(home)).toEqual(before)
    }
  })
})

describe('store and config are written together or not at all', () => {
  it.skipIf(!isRoot)('where the config may not be written (as another user, so for root alone)', async () => {
    const home = makeHome({ [STORE]: { json: { version: 1, profiles: {} } }, 'locked/my.json': '{}' })
    giveTo(home, NOBODY)
    chmodSync(join(home, 'locked'), 0o555)
    const before = text(home, STORE)
    const env = { CLAWDBOT_CONFIG_PATH: '~/locked/my.json' }
    const { code, stdout } = await paste(home, [], { env, unprivileged: true })
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'NOT_WRITTEN' })
    expect(text(home, STORE)).toBe(before)
    expect(text(home, 'locked/my.json')).toBe('{}')
  })

  it('by many at once: none is lost', async () => {
    const home = makeHome({ [CONFIG]: '{ /* kept */ }' })
    const providers = ['one', 'two', 'three', 'four']
    const runs = providers.map((provider) =>
      runCli(['models', 'auth', 'paste-token', '--provider', provider], {
        home,
        input: `token-of-${provider}-1234`,
      }),
    )
    const codes = (await Promise.all(runs)).map(({ code, stderr }) => ({ code, stderr }))
    expect(codes).toEqual(providers.map(() => ({ code: 0, stderr: '' })))
    const ids = providers.map((provider) => `${provider}:manual`).sort()
    expect(Object.keys(JSON.parse(text(home, STORE)).profiles).sort()).toEqual(ids)
    expect(Object.keys(JSON5.parse(text(home, CONFIG)).auth.profiles).sort()).toEqual(ids)
    expect(text(home, CONFIG)).toContain('/* kept */')
  })

  it('by one that is killed at any moment: each is old or new, and the next run makes both new', async () => {
    const old = token('oat', 'old')
    const padding = Array.from({ length: 400 }, (_, index) => `  // line ${index}`).join('\n')
    const config = `{\n${padding}\n  auth: { order: { anthropic: ['x'] }, },\n}\n`
    const store = {
      version: 1,
      profiles: { [MANUAL]: { type: 'token', provider: 'anthropic', token: old } },
      odd: 'y'.repeat(30_000),
    }
    const make = () => makeHome({ [CONFIG]: config, [STORE]: { json: store } })
    let wereKilled = 0
    const whole = await killWhileWriting(PASTE, make(), Number.POSITIVE_INFINITY, TOKEN)
    for (let attempt = 0; attempt < 12; attempt++) {
      const home = make()
      const { killed } = await killWhileWriting(PASTE, home, (whole.ms * attempt) / 12, TOKEN)
      if (killed) wereKilled += 1
      expect([old, TOKEN]).toContain(tokenIn(home))
      const entry = JSON5.parse(text(home, CONFIG)).auth.profiles?.[MANUAL]
      expect([undefined, 'token']).toContain(entry?.mode)
      letLocksGoStale(home)
      expect(await paste(home)).toMatchObject({ code: 0, stderr: '' })
      expect(tokenIn(home)).toBe(TOKEN)
      expect(JSON.parse(text(home, STORE))).toMatchObject({ odd: store.odd })
      expect(JSON5.parse(text(home, CONFIG)).auth).toEqual({
        order: { anthropic: [MANUAL, 'x'] },
        profiles: { [MANUAL]: { provider: 'anthropic', mode: 'token' } },
      })
      expect(text(home, CONFIG)).toContain(padding)
    }
    expect(wereKilled).toBeGreaterThan(0)
  }, 240_000)
})

describe.skipIf(process.platform === 'win32')(
  "the credential guide's commands, typed as they are written there",
  () => {
    const words = (line: string): readonly string[] => line.split(' ').slice(1)
    const env = { CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot' }

    it('take a new user from nothing to a credential that is used', async () => {
      const home = makeHome({ '.local/bin/claude': CLAUDE })
      const nothing = await runCli(words('clawdbot models status --check'), { home, env })
      expect(nothing.code).toBe(1)

      const wrapper = openTerminal(words('clawdbot models auth setup-token --provider anthropic'), { home })
      await wrapper.see('setup-token` now?')
      wrapper.type('\r')
      await wrapper.see('Paste the token')
      wrapper.type(`${TOKEN}\r`)
      await wrapper.see('Next: `clawdbot models status`')
      expect(await wrapper.ended).toMatchObject({ code: 0 })
      expect((await runCli(words('clawdbot models status --check'), { home, env })).code).toBe(0)

      for (const provider of ['anthropic', 'openrouter']) {
        const session = openTerminal(words(`clawdbot models auth paste-token --provider ${provider}`), {
          home,
        })
        await session.see(`Paste the token for ${provider}:`)
        session.type(`${provider === 'anthropic' ? token('oat', 'second') : `sk-or-v1-${'0d'.repeat(32)}`}\r`)
        await session.see(`Auth profile: ${provider}:manual (${provider}/token)`)
        expect(await session.ended).toMatchObject({ code: 0 })
      }

      const set = words('clawdbot models auth order set --provider anthropic anthropic:claude-cli')
      expect((await runCli(set, { home, env })).code).toBe(0)
      const status = JSON.parse((await runCli(words('clawdbot models status --json'), { home, env })).stdout)
      expect(status.auth.order).toEqual({
        anthropic: ['anthropic:claude-cli'],
        openrouter: ['openrouter:manual'],
      })
      expect(
        (await runCli(words('clawdbot models auth order clear --provider anthropic'), { home, env })).code,
      ).toBe(0)
      expect((await runCli(words('clawdbot models status'), { home, env })).code).toBe(0)
      const doctor = await runCli(words('clawdbot doctor --json'), { home, env })
      expect(JSON.parse(doctor.stdout).summary.findings.error).toBe(0)
    })
  },
)
