import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { defineCheck, defineFact, definePlugin, runDoctor } from '../../src/index.js'
import { createCanaries, leaksIn, makePlantedHome } from './canaries.js'
import { CONFIG, CREDENTIALS, makeHome, runCli, STORE } from './cli.js'
import { machineOf } from './in-process.js'

const LINES = [
  'doctor',
  'doctor --verbose',
  'doctor --json',
  'doctor --json --verbose --dry-run --fix',
  'doctor --fix --dry-run',
  'doctor --fix --dry-run --verbose',
  'doctor --no-sync --verbose',
  'doctor --fix --yes --verbose',
  'doctor --fix --yes --json',
  'models status',
  'models status --json --check',
  'models status --plain --no-sync',
  'models status --agent second',
  'models status --agent second --json --no-sync',
  'models auth list',
  'models auth list --agent second --json',
  'models auth explain --json',
  'models auth explain --provider openai',
  'models auth order get --provider anthropic --json',
  'models auth order set --provider openai openai:short --dry-run',
  'models auth remove openai:key --dry-run',
  ...['markdown', 'html', 'sarif', 'junit', 'openmetrics'].map(
    (format) => `doctor --verbose --fix --dry-run --format ${format}`,
  ),
  'doctor --baseline known.json --update-baseline --json',
  'doctor history --json',
  'models auth remove anthropic:claude-cli --agent second --dry-run --json',
]

/** What the journals of a home hold; the images beside them are the files themselves. */
const journalsOf = (home: string): string => {
  const runs = join(home, '.clawdbot/doctor/runs')
  const journals = existsSync(runs) ? readdirSync(runs).map((run) => join(runs, run, 'journal.jsonl')) : []
  return journals.map((path) => readFileSync(path, 'utf8')).join('')
}

const readJson = (home: string, path: string) =>
  JSON.parse(readFileSync(join(home, path), 'utf8')) as {
    readonly claudeAiOauth: { readonly accessToken: string }
  }

it('a canary is found in every form in which it could get out', () => {
  const canaries = createCanaries()
  const secret = canaries.plant('it')
  const framed = Buffer.from(`{"a": "${secret}"}`)
  const forms = [
    secret.slice(0, 8),
    `…${secret.slice(-8)}`,
    secret.replaceAll(/(.{5})/g, '$1\n  '),
    JSON.stringify(secret),
    encodeURIComponent(secret),
    framed.toString('base64'),
    framed.toString('hex'),
    Buffer.concat([Buffer.from('x'), framed]).toString('base64'),
  ]
  expect(forms.map((form) => leaksIn(`a ${form} b`, canaries))).toEqual(forms.map(() => ['it']))
  expect(leaksIn('anything else', canaries)).toEqual([])
})

describe('with a canary in every secret field', () => {
  it.concurrent.each(LINES)('`%s` prints none of them, nor the start or end of one', async (line) => {
    const canaries = createCanaries()
    const { home, env } = makePlantedHome(canaries)
    const { code, stdout, stderr } = await runCli(line.split(' '), { home, env })
    expect(code, stderr).toBeLessThan(3)
    expect(stdout).not.toContain('withheld')
    expect(leaksIn(stdout + stderr + journalsOf(home), canaries)).toEqual([])
    expect(leaksIn(Object.values(env).join(' '), canaries)).toHaveLength(Object.keys(env).length)
  })

  // Some of these may be refused in such a home: what they say must hold none all the same.
  it.concurrent.each([
    'models auth refresh --dry-run',
    'models auth order clear --provider anthropic',
    'models auth clear-cooldown anthropic:claude-cli --dry-run',
    'models status --probe --probe-timeout 1ms --no-sync',
    'sessions model /model --session agent:main:main --dry-run',
    'doctor --verbose --fix --dry-run --format nagios',
    'doctor suppress auth/sync#agent:main/profile:anthropic:claude-cli --reason known --dry-run',
    'doctor suppress auth/sync#agent:main/profile:anthropic:claude-cli --reason known --json',
  ])('`%s` prints none of them either', async (line) => {
    const canaries = createCanaries()
    const { home, env } = makePlantedHome(canaries)
    // Nothing listens there: nobody is asked.
    const closed = { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' }
    const { stdout, stderr } = await runCli(line.split(' '), { home, env: { ...env, ...closed } })
    expect(stdout + stderr).toMatch(/\w/)
    expect(stdout).not.toContain('withheld')
    expect(leaksIn(stdout + stderr + journalsOf(home), canaries)).toEqual([])
  })

  it('what was done, and how it would be undone, is told without any of them', async () => {
    const canaries = createCanaries()
    const { home, env } = makePlantedHome(canaries)
    await runCli(['doctor', '--fix', '--yes'], { home, env })
    for (const line of [
      'doctor history',
      'doctor undo --dry-run',
      'doctor undo --dry-run --json',
      'doctor undo',
    ]) {
      const { code, stdout, stderr } = await runCli(line.split(' '), { home, env })
      expect(code, stderr).toBe(0)
      expect(stdout).not.toContain('withheld')
      expect(leaksIn(stdout + stderr + journalsOf(home), canaries)).toEqual([])
    }
  })

  it('a dry run still shows what it is about', async () => {
    const { home, env } = makePlantedHome(createCanaries())
    const { stdout } = await runCli(['doctor', '--fix', '--dry-run'], { home, env })
    expect(stdout).toMatch(/^-.*"anthropic:gone"/m)
    expect(stdout).toMatch(/^\+.*"access": "\[anthropic-oauth-access [0-9a-f]+\]"/m)
    expect(stdout).toMatch(/^-.*"token": "\[anthropic-oauth-access [0-9a-f]+\]"/m)
  })
})

/** The config by itself: where it cannot be read, less is said of everything else. */
const PLACES = [
  ['the config', [CONFIG]],
  [
    'every other file',
    [
      STORE,
      CREDENTIALS,
      '.claude/settings.json',
      '.codex/auth.json',
      '.qwen/oauth_creds.json',
      '.clawdbot/agents/main/agent/models.json',
      '.clawdbot/.env',
    ],
  ],
] as const

/** Files that break off, or go wrong, in or right beside a secret. */
const BROKEN: readonly ((secret: string) => string)[] = [
  (secret) => `{"a": "${secret}`,
  (secret) => `{"a": ${secret}}`,
  (secret) => `{"a": "${secret}" "b": 1}`,
  (secret) => `{"a": "\\x${secret}"}`,
  (secret) => `{${secret}: {`,
  (secret) => secret,
  (secret) => `\ufeff"${secret}"`,
  (secret) => `["${secret}"]`,
  (secret) =>
    `{"profiles": "${secret}", "claudeAiOauth": "${secret}", "agents": "${secret}", "$include": "${secret}"}`,
  (secret) =>
    `{"profiles": {"${secret}": 1}, "order": ["${secret}"], "auth": {"order": 1, "profiles": {"a": "${secret}"}}, "env": "${secret}"}`,
]

describe.each(PLACES)('with a canary right where %s goes wrong', (_, paths) => {
  it.concurrent.each(BROKEN.map((make, index) => [index, make] as const))(
    '(%i) it is not printed',
    async (_, make) => {
      const canaries = createCanaries()
      const files = Object.fromEntries(paths.map((path) => [path, make(canaries.plantToken('oat', path))]))
      const { home, env } = makePlantedHome(canaries, files)
      for (const line of ['doctor --json --verbose', 'models status']) {
        const { code, stdout, stderr } = await runCli(line.split(' '), { home, env })
        expect(code, stderr).toBeLessThan(3)
        expect(leaksIn(stdout + stderr + journalsOf(home), canaries)).toEqual([])
      }
    },
  )
})

describe('in an error', () => {
  it.each(['doctor --token=', 'doctor --agent=', 'doctor --only=', 'models status ', 'doctor --timeout='])(
    'a token given as `%s…` is not printed',
    async (start) => {
      const canaries = createCanaries()
      const line = start + canaries.plantToken('api', 'argument')
      for (const json of [[], ['--json']]) {
        const { code, stdout, stderr } = await runCli([...line.split(' '), ...json], { home: makeHome() })
        expect(code).toBe(3)
        expect(leaksIn(stdout + stderr, canaries)).toEqual([])
      }
    },
  )

  it('nor is a secret of the run, where this program itself crashes with it in its words', async () => {
    const canaries = createCanaries()
    const { home, env } = makePlantedHome(canaries)
    const crash = join(home, 'crash.cjs')
    const { claudeAiOauth } = readJson(home, CREDENTIALS)
    const words = JSON.stringify(JSON.stringify(claudeAiOauth, ['accessToken', 'refreshToken']))
    // It is called when the report is made.
    writeFileSync(crash, `Date.prototype.toISOString = () => { throw new Error(${words}) }`)
    for (const line of ['doctor --no-sync', 'doctor --no-sync --json']) {
      const options = { home, env: { ...env, NODE_OPTIONS: `--require ${crash}` } }
      const { code, stdout, stderr } = await runCli(line.split(' '), options)
      expect(code).toBe(3)
      expect(stdout + stderr).toContain('a fault in clawdbot-doctor itself')
      expect(stdout + stderr).toContain('accessToken')
      expect(leaksIn(stdout + stderr, canaries)).toEqual([])
    }
  })
})

it('no third-party check can bring one into the report, in whatever encoding', async () => {
  const canaries = createCanaries()
  const { home, env } = makePlantedHome(canaries)
  const { accessToken } = readJson(home, CREDENTIALS).claudeAiOauth
  const encoded = [
    accessToken,
    JSON.stringify(JSON.stringify(accessToken)),
    encodeURIComponent(`${accessToken}&`),
    Buffer.from(accessToken).toString('base64'),
    Buffer.from(`x${accessToken}`).toString('base64'),
    Buffer.from(`user:${accessToken}`).toString('base64url'),
    Buffer.from(accessToken).toString('hex'),
    accessToken.slice(0, 24),
    accessToken.slice(-16),
    accessToken.replaceAll(/(.{20})/g, '$1\n'),
  ]
  const fact = defineFact({
    id: 'third/fact',
    collect: async () => {
      throw new Error(encoded.join(' '))
    },
  })
  const base = {
    title: 'A check',
    docsUrl: 'x',
    severity: 'error' as const,
    tags: [],
    messages: { bad: { what: 'It is {{text}}.', why: 'It matters.' } },
  }
  const checks = [
    defineCheck({ ...base, id: 'third/fact', needs: { fact }, evaluate: () => [] }),
    defineCheck({
      ...base,
      id: 'third/throws',
      needs: {},
      evaluate: () => {
        throw new Error(encoded.join(' '))
      },
    }),
    defineCheck({
      ...base,
      id: 'third/tells',
      needs: {},
      evaluate: () =>
        encoded.map((text, index) => ({
          messageId: 'bad' as const,
          subject: `third-${index}/${text}`,
          data: { text, [text]: 1 },
          evidence: [{ kind: 'file' as const, path: `/${text}` }],
        })),
    }),
  ]
  const plugin = definePlugin({ apiVersion: 1, id: 'third', facts: [fact], checks, fixes: [], redactors: [] })
  const report = await runDoctor({ machine: machineOf(home, { env }), plugins: [...bundledPlugins, plugin] })
  expect(report.checks.find(({ id }) => id === 'third/tells')?.findings).toHaveLength(encoded.length)
  expect(leaksIn(JSON.stringify(report), canaries)).toEqual([])
})
