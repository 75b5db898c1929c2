import { describe, expect, it } from 'vitest'
import type { StatusDocument } from '../../src/report/status-schema.js'
import { renderStatus } from '../../src/report/status-text.js'
import { HOME, STORE_PATH } from './documents.js'

type Profile = StatusDocument['auth']['oauth']['profiles'][number]
type Auth = StatusDocument['auth']

const HOUR = 3_600_000

const aProfile = (id: string, over: Partial<Profile> = {}): Profile => ({
  profileId: `anthropic:${id}`,
  provider: 'anthropic',
  type: 'token',
  status: 'ok',
  remainingMs: 200 * HOUR,
  source: 'store',
  label: `anthropic:${id}`,
  ...over,
})

const aStatus = (
  profiles: readonly Profile[],
  auth: Partial<Auth> = {},
  rest: object = {},
): StatusDocument => ({
  configPath: `${HOME}/.clawdbot/clawdbot.json`,
  agentDir: `${HOME}/.clawdbot/agents/main/agent`,
  defaultModel: 'anthropic/claude-opus-4-5',
  resolvedDefault: 'anthropic/claude-opus-4-5',
  fallbacks: [],
  imageModel: null,
  imageFallbacks: [],
  aliases: {},
  allowed: [],
  auth: {
    storePath: STORE_PATH,
    shellEnvFallback: { enabled: false, appliedKeys: [] },
    providersWithOAuth: [],
    missingProvidersInUse: [],
    providers: [
      {
        provider: 'anthropic',
        effective: { kind: 'profiles', detail: '' },
        profiles: { count: profiles.length, oauth: 0, token: profiles.length, apiKey: 0, labels: [] },
      },
    ],
    unusableProfiles: [],
    oauth: {
      warnAfterMs: 24 * HOUR,
      profiles: [...profiles],
      providers: [{ provider: 'anthropic', status: 'ok', profiles: [...profiles] }],
    },
    order: { anthropic: profiles.map(({ profileId }) => profileId) },
    ...auth,
  },
  agent: 'main',
  sync: [],
  problems: [],
  ...rest,
})

const style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const render = (status: StatusDocument, width = style.width): string =>
  renderStatus(status, { style: { ...style, width }, cli: 'clawdbot', home: HOME })

describe('models status for a person', () => {
  it('begins with the agent, the model and where things are', () => {
    expect(render(aStatus([]))).toMatch(
      new RegExp(
        [
          '^Agent {6}main',
          'Model {6}anthropic/claude-opus-4-5',
          'Config {5}~/.clawdbot/clawdbot.json',
          'Store {6}~/.clawdbot/agents/main/agent/auth-profiles.json',
          '',
        ].join('\n'),
      ),
    )
  })

  it('tells fallbacks, the image model and aliases only where there are some', () => {
    const rest = { fallbacks: ['openai/gpt'], imageModel: 'google/image', aliases: { opus: 'anthropic/o' } }
    const text = render(aStatus([], {}, { ...rest, defaultModel: 'opus' }))
    expect(text).toContain('Model      anthropic/claude-opus-4-5 (from opus)\n')
    expect(text).toContain('Fallbacks  openai/gpt\nImage      google/image\nAliases    opus = anthropic/o\n')
    expect(render(aStatus([]))).not.toMatch(/Fallbacks|Image|Aliases/)
  })

  it.each<[string, Partial<Profile>, string]>([
    ['good', {}, '✔ anthropic:x: token, expires in 8 d, next'],
    ['static', { status: 'static', type: 'api_key' }, '✔ anthropic:x: api_key, no expiry, next'],
    ['ending', { status: 'expiring', remainingMs: 5 * HOUR }, '▲ anthropic:x: token, expires in 5 h, next'],
    ['expired', { status: 'expired', remainingMs: -5 * HOUR }, '✖ anthropic:x: token, expired 5 h ago, next'],
    ['undated', { status: 'missing' }, '✖ anthropic:x: token, expiry unknown, next'],
  ])('tells how a profile is: %s', (_, over, line) => {
    const { remainingMs, ...rest } = over
    const profile = aProfile(
      'x',
      over.status === 'missing' ? rest : { ...rest, remainingMs: remainingMs ?? 200 * HOUR },
    )
    expect(render(aStatus([profile]))).toContain(`\nanthropic\n  ${line}\n`)
  })

  it('tells profiles in the order in which they are tried, the unused last and as such', () => {
    const profiles = [aProfile('a'), aProfile('b'), aProfile('c')]
    const text = render(aStatus(profiles, { order: { anthropic: ['anthropic:c', 'anthropic:a'] } }))
    const lines = text.split('\n').filter((line) => /^ {2}[✔○]/.test(line))
    expect(lines.map((line) => /([✔○]) anthropic:(\w).*?(next|not used)?$/.exec(line)?.slice(1))).toEqual([
      ['✔', 'c', 'next'],
      ['✔', 'a', undefined],
      ['○', 'b', 'not used'],
    ])
  })

  it('tells what a profile is held back for, and how long', () => {
    const block = { profileId: 'anthropic:x', kind: 'cooldown' as const, until: 0, remainingMs: 2 * HOUR }
    const text = render(aStatus([aProfile('x')], { unusableProfiles: [{ ...block, reason: 'rate_limit' }] }))
    expect(text).toContain('token, expires in 8 d, cooldown (rate_limit) for 2 h, next')
  })

  it('tells of a key in the environment or the config whether it would be used', () => {
    const env = { value: '[key 1]', source: 'env: ANTHROPIC_API_KEY' }
    const provider = (count: number) => ({
      provider: 'anthropic',
      effective: { kind: 'env' as const, detail: '' },
      profiles: { count, oauth: 0, token: count, apiKey: 0, labels: [] },
      env,
      modelsJson: { value: '[key 2]', source: 'config' },
    })
    const behind = render(aStatus([aProfile('x')], { providers: [provider(1)] }))
    expect(behind).toContain('• ANTHROPIC_API_KEY: only if every profile fails\n')
    const alone = render(aStatus([], { providers: [provider(0)] }))
    expect(alone).toContain('• ANTHROPIC_API_KEY: would be used\n')
    expect(alone).toContain('• a key in the config: passed over while ANTHROPIC_API_KEY is set\n')
    expect(alone).not.toContain('[key')
    const unusable = { providers: [provider(1)], order: { anthropic: [] } }
    expect(render(aStatus([aProfile('x')], unusable))).toContain('• ANTHROPIC_API_KEY: would be used\n')
  })

  it('says that claude has to be installed first where it is not there, and only for anthropic', () => {
    const missing = (provider: string, lacksClaude: boolean) =>
      renderStatus(aStatus([], { missingProvidersInUse: [provider] }), {
        style,
        cli: 'clawdbot',
        home: HOME,
        lacksClaude,
      })
    expect(missing('anthropic', true)).toContain(
      'next  Install Claude Code with `npm install -g @anthropic-ai/claude-code`, then run `clawdbot models auth setup-token',
    )
    for (const text of [missing('anthropic', false), missing('openai', true)]) {
      expect(text).toContain('next  Run `clawdbot')
      expect(text).not.toContain('Install')
    }
  })

  it('says "No credentials found" of a provider in use that has none, with the one next step', () => {
    const text = render(aStatus([], { missingProvidersInUse: ['anthropic', 'groq'] }))
    expect(text).toContain('✖ No credentials found for provider "anthropic", which is in use.\n')
    expect(text).toContain('next  Run `clawdbot models auth setup-token --provider anthropic`.\n')
    expect(text).toContain('next  Run `clawdbot models auth paste-token --provider groq`.\n')
  })

  it('says of a provider in use with profiles that nothing of it can be used', () => {
    const options = { style, cli: 'clawdbot', home: HOME, useless: ['anthropic'] }
    const status = aStatus([aProfile('x')], { order: { anthropic: [] } })
    const text = renderStatus(status, options)
    expect(text).toContain('○ anthropic:x: token, expires in 8 d, not used\n')
    expect(text).toContain('✖ Nothing stored for provider "anthropic" can be used.\n')
    expect(text).toContain('next  Run `clawdbot models auth explain --provider anthropic`.\n')
    expect(renderStatus(status, { ...options, asked: 'work' })).toContain('anthropic --agent work`.\n')
  })

  it('fits 40 columns, but for what has to be copied in one piece', () => {
    const status = aStatus([aProfile('x'.repeat(20))], { missingProvidersInUse: ['anthropic'] })
    const long = render(status, 40)
      .split('\n')
      .filter((line) => line.length > 40)
    expect(long.map((line) => line.trim())).toEqual([
      'Store      ~/.clawdbot/agents/main/agent/auth-profiles.json',
      '`clawdbot models auth setup-token --provider anthropic`.',
    ])
  })
})
