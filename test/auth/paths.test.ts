import { describe, expect, it } from 'vitest'
import { agentIds, defaultAgentId, normalizeAgentId } from '../../src/auth/agent-id.js'
import { type AgentConfig, type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import * as paths from '../../src/auth/paths.js'
import { normalizeProviderId, sameProvider } from '../../src/auth/provider-id.js'

const place = (env: Record<string, string> = {}): paths.Place => ({
  env,
  home: '/home/a',
  cwd: '/cwd',
  platform: 'linux',
})

const windows = (env: Record<string, string> = {}): paths.Place => ({
  env,
  home: 'C:\\Users\\a',
  cwd: 'D:\\work',
  platform: 'win32',
})

const withAgents = (...agents: readonly Partial<AgentConfig>[]): AuthConfig => ({
  ...EMPTY_CONFIG,
  agents: agents.map((agent) => ({ id: 'main', isDefault: false, ...agent })),
})

describe('an agent’s id', () => {
  it.each([
    [undefined, 'main'],
    ['  ', 'main'],
    [' Main ', 'main'],
    ['a_b-9', 'a_b-9'],
    ['My Bot!', 'my-bot'],
    ['_x', '_x'],
    ['../../etc', 'etc'],
    ['äöü', 'main'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ])('written %j is %j', (raw, id) => {
    expect(normalizeAgentId(raw)).toBe(id)
  })

  it('of the default agent is the first marked one, else the first, else main', () => {
    expect(defaultAgentId(EMPTY_CONFIG)).toBe('main')
    expect(defaultAgentId(withAgents({ id: 'a' }, { id: 'b' }))).toBe('a')
    expect(defaultAgentId(withAgents({ id: 'a' }, { id: 'b', isDefault: true }))).toBe('b')
  })

  it('is listed once', () => {
    expect(agentIds(EMPTY_CONFIG)).toEqual(['main'])
    expect(agentIds(withAgents({ id: 'a' }, { id: 'b' }, { id: 'a' }))).toEqual(['a', 'b'])
  })
})

describe('a provider’s id', () => {
  it.each([
    [' Anthropic ', 'anthropic'],
    ['Z.AI', 'zai'],
    ['z-ai', 'zai'],
    ['opencode-zen', 'opencode'],
    ['qwen', 'qwen-portal'],
    ['constructor', 'constructor'],
  ])('written %j is %j', (raw, id) => {
    expect(normalizeProviderId(raw)).toBe(id)
    expect(sameProvider(raw, id)).toBe(true)
  })
})

describe('paths', () => {
  it.each([
    ['stateDir', {}, paths.stateDir, '/home/a/.clawdbot'],
    ['stateDir', { CLAWDBOT_STATE_DIR: ' ~/s ' }, paths.stateDir, '/home/a/s'],
    ['stateDir', { CLAWDBOT_STATE_DIR: 's/../t' }, paths.stateDir, '/cwd/t'],
    ['stateDir', { CLAWDBOT_STATE_DIR: '  ' }, paths.stateDir, '/home/a/.clawdbot'],
    ['stateDir', { CLAWDBOT_STATE_DIR: '~other' }, paths.stateDir, '/cwd/~other'],
    ['configPath', {}, paths.configPath, '/home/a/.clawdbot/clawdbot.json'],
    ['configPath', { CLAWDBOT_STATE_DIR: '/s' }, paths.configPath, '/s/clawdbot.json'],
    [
      'configPath',
      { CLAWDBOT_STATE_DIR: '/s', CLAWDBOT_CONFIG_PATH: '~/c.json' },
      paths.configPath,
      '/home/a/c.json',
    ],
    ['oauthDir', { CLAWDBOT_STATE_DIR: '/s' }, paths.oauthDir, '/s/credentials'],
    ['legacyOAuthPath', { CLAWDBOT_OAUTH_DIR: '~' }, paths.legacyOAuthPath, '/home/a/oauth.json'],
  ])('%s with %j is where it should be', (_, env, pathIn, expected) => {
    expect(pathIn(place(env))).toBe(expected)
  })

  it('of an agent come from the config, and for the default agent first from the environment', () => {
    const config = withAgents({ id: 'a', agentDir: '~/agents/a' }, { id: 'b' })
    const env = { PI_CODING_AGENT_DIR: '/pi' }
    expect(paths.agentDirs(place(), config)('A')).toBe('/home/a/agents/a')
    expect(paths.agentDirs(place(), config)('b')).toBe('/home/a/.clawdbot/agents/b/agent')
    expect(paths.agentDirs(place(env), config)('a')).toBe('/pi')
    expect(paths.agentDirs(place({ ...env, CLAWDBOT_AGENT_DIR: 'x' }), config)('a')).toBe('/cwd/x')
    expect(paths.agentDirs(place(env), config)('b')).toBe('/home/a/.clawdbot/agents/b/agent')
  })

  it('of an agent’s files are in its folder', () => {
    expect(paths.storePath(place(), '/d')).toBe('/d/auth-profiles.json')
    expect(paths.legacyStorePath(place(), '/d')).toBe('/d/auth.json')
    expect(paths.sessionsPath(place(), 'My Bot')).toBe(
      '/home/a/.clawdbot/agents/my-bot/sessions/sessions.json',
    )
    expect(paths.envFilePaths(place())).toEqual(['/cwd/.env', '/home/a/.clawdbot/.env'])
    expect(paths.otherStateDirs(place())).toEqual(['/home/a/.moltbot'])
  })

  it('on Windows are Windows’ own', () => {
    expect(paths.stateDir(windows())).toBe('C:\\Users\\a\\.clawdbot')
    expect(paths.stateDir(windows({ CLAWDBOT_STATE_DIR: '~/s' }))).toBe('C:\\Users\\a\\s')
    expect(paths.stateDir(windows({ CLAWDBOT_STATE_DIR: 's' }))).toBe('D:\\work\\s')
    expect(paths.agentDirs(windows(), EMPTY_CONFIG)('main')).toBe(
      'C:\\Users\\a\\.clawdbot\\agents\\main\\agent',
    )
  })

  it('under the home are shown with a tilde', () => {
    expect(paths.shortenHome(place(), '/home/a/x')).toBe('~/x')
    expect(paths.shortenHome(place(), '/home/a')).toBe('~')
    expect(paths.shortenHome(place(), '/home/ab')).toBe('/home/ab')
    expect(paths.shortenHome(windows(), 'C:\\Users\\a\\x')).toBe('~\\x')
  })

  it('with a dollar sign in the home stay as they are', () => {
    expect(paths.expandUserPath({ ...place(), home: '/home/$&' }, '~/x')).toBe('/home/$&/x')
  })
})
