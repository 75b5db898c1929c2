import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  claudeConfigDir,
  claudeCredentialsFiles,
  claudeRefreshLocks,
  claudeSettingsPath,
} from '../../src/auth/claude-code/config-dir.js'
import { claudeOverrides } from '../../src/auth/claude-code/environment.js'
import { claudeInstallPaths } from '../../src/auth/claude-code/install-paths.js'
import { decodeKeychainText, keychainItem } from '../../src/auth/claude-code/keychain.js'
import { parseClaudeCredentials } from '../../src/auth/claude-code/parse-credentials.js'
import { parseClaudeSettings } from '../../src/auth/claude-code/settings.js'
import { toSourceCredential } from '../../src/auth/claude-code/source.js'
import type { Place } from '../../src/auth/paths.js'
import { testSeal } from './seal.js'

const { seal } = testSeal()
const place = (env: Record<string, string> = {}): Place => ({
  env,
  home: '/home/a',
  cwd: '/cwd',
  platform: 'linux',
})
const HOME_FILE = '/home/a/.claude/.credentials.json'

describe('Claude Code’s folder', () => {
  const by = 'CLAUDE_CONFIG_DIR'
  it.each([
    [{}, '/home/a/.claude', { by: 'home' }],
    [{ CLAUDE_CONFIG_DIR: '/c' }, '/c', { by, form: 'absolute' }],
    [{ CLAUDE_CONFIG_DIR: 'c' }, '/cwd/c', { by, form: 'relative' }],
    [{ CLAUDE_CONFIG_DIR: '~/c' }, '/cwd/~/c', { by, form: 'relative' }],
    [{ CLAUDE_CONFIG_DIR: '' }, '/cwd', { by, form: 'empty' }],
    [{ XDG_CONFIG_HOME: '/x' }, '/home/a/.claude', { by: 'home' }],
  ])('with %j is %s', (env, path, decided) => {
    expect(claudeConfigDir(place(env))).toEqual({ path, decided })
  })

  it('holds the settings and the locks of a refresh', () => {
    expect(claudeSettingsPath(place())).toBe('/home/a/.claude/settings.json')
    expect(claudeRefreshLocks(place({ CLAUDE_CONFIG_DIR: '/c' }))).toEqual([
      '/c/.oauth_refresh.lock',
      '/c.lock',
    ])
  })
})

describe('Claude Code’s credentials file', () => {
  const used = (env: Record<string, string>) =>
    claudeCredentialsFiles(place(env)).map((file) => [file.path, file.used])
  it.each([
    [{}, [[HOME_FILE, true]]],
    [{ CLAUDE_CONFIG_DIR: '/home/a/.claude' }, [[HOME_FILE, true]]],
    [
      { CLAUDE_CONFIG_DIR: '/c' },
      [
        ['/c/.credentials.json', true],
        [HOME_FILE, false],
      ],
    ],
    [
      { CLAUDE_CONFIG_DIR: '' },
      [
        ['/cwd/.credentials.json', true],
        [HOME_FILE, false],
      ],
    ],
    [
      { CLAUDE_CONFIG_DIR: '/c', CLAUDE_SECURESTORAGE_CONFIG_DIR: '/s' },
      [
        ['/s/.credentials.json', true],
        [HOME_FILE, false],
      ],
    ],
    [{ CLAUDE_CONFIG_DIR: '/c', CLAUDE_SECURESTORAGE_CONFIG_DIR: '' }, [[HOME_FILE, true]]],
  ])('with %j is the first of %j', (env, expected) => {
    expect(used(env)).toEqual(expected)
  })

  it('says what decided', () => {
    const [file] = claudeCredentialsFiles(place({ CLAUDE_SECURESTORAGE_CONFIG_DIR: '' }))
    expect(file?.decided).toEqual({ by: 'CLAUDE_SECURESTORAGE_CONFIG_DIR', form: 'empty' })
  })

  it('on Windows is in the user’s profile', () => {
    const windows: Place = { env: {}, home: 'C:\\Users\\a', cwd: 'D:\\', platform: 'win32' }
    expect(claudeCredentialsFiles(windows)[0]?.path).toBe('C:\\Users\\a\\.claude\\.credentials.json')
  })
})

describe('Claude Code’s Keychain item', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
  it.each([
    [{}, 'bot', { service: 'Claude Code-credentials', account: 'bot' }],
    [{ USER: 'a.b' }, 'bot', { service: 'Claude Code-credentials', account: 'a.b' }],
    [{ USER: 'Jo Ann' }, 'bot', { service: 'Claude Code-credentials', account: 'claude-code-user' }],
    [{ USER: '' }, 'bot', { service: 'Claude Code-credentials', account: 'bot' }],
    [{ CLAUDE_CONFIG_DIR: '/c' }, 'b', { service: `Claude Code-credentials-${hash('/c')}`, account: 'b' }],
    [
      { CLAUDE_CONFIG_DIR: '/e\u0301' },
      'b',
      { service: `Claude Code-credentials-${hash('/é')}`, account: 'b' },
    ],
  ])('with %j and the user %s is %j', (env, user, item) => {
    expect(keychainItem(env, user)).toEqual(item)
  })

  it('is read as it is, or from hex', () => {
    const text = '{"claudeAiOauth":{"é":1}}'
    expect(decodeKeychainText(`${text}\n`)).toBe(text)
    expect(decodeKeychainText(`${Buffer.from(text).toString('hex')}\n`)).toBe(text)
  })
})

describe('Claude Code’s credentials', () => {
  const login = { accessToken: 'a', refreshToken: 'r', expiresAt: 5, scopes: ['user:inference', 7] }
  const read = (value: unknown) => parseClaudeCredentials(JSON.stringify(value), seal)
  const shape = (...at: readonly string[]) => ({ state: 'wrong-shape', at })

  it.each([
    [{ mcpOAuth: {} }, { state: 'absent' }],
    [{ claudeAiOauth: null }, { state: 'absent' }],
    [[], shape()],
    [null, shape()],
    [{ claudeAiOauth: [] }, shape('claudeAiOauth')],
    [{ claudeAiOauth: 'x' }, shape('claudeAiOauth')],
    [{ claudeAiOauth: { ...login, accessToken: undefined } }, shape('claudeAiOauth', 'accessToken')],
    [{ claudeAiOauth: { ...login, expiresAt: '2099-01-01' } }, shape('claudeAiOauth', 'expiresAt')],
    [{ claudeAiOauth: { ...login, expiresAt: 0 } }, shape('claudeAiOauth', 'expiresAt')],
    [{ claudeAiOauth: { accessToken: '', refreshToken: '', expiresAt: 0 } }, { state: 'blanked' }],
  ])('that are %j are no source', (value, reading) => {
    expect(read(value)).toEqual(reading)
    expect(toSourceCredential(read(value))).toBeNull()
  })

  it.each([
    ['', { state: 'empty' }],
    [' \n', { state: 'empty' }],
    ['{"claudeAiOauth": ', { state: 'unparseable', line: 1, column: 19, reason: 'it ends too early' }],
    ['\uFEFF{}', { state: 'unparseable', line: 1, column: 1, reason: 'it starts with a byte-order mark' }],
  ])('that are the text %j are told apart from missing ones', (text, reading) => {
    expect(parseClaudeCredentials(text, seal)).toEqual(reading)
  })

  it('with both tokens are a login, with an access token alone a token', () => {
    const full = read({
      claudeAiOauth: { ...login, subscriptionType: 'max', rateLimitTier: 't', refreshTokenExpiresAt: 9 },
    })
    expect(full).toEqual({
      state: 'found',
      credential: {
        access: seal('a'),
        refresh: seal('r'),
        expiresAt: 5,
        refreshTokenExpiresAt: 9,
        scopes: ['user:inference'],
        subscriptionType: 'max',
        rateLimitTier: 't',
      },
    })
    const provider = 'anthropic'
    expect(toSourceCredential(full)).toEqual({
      type: 'oauth',
      provider,
      access: seal('a'),
      refresh: seal('r'),
      expires: 5,
    })
    for (const refreshToken of ['', null, undefined])
      expect(toSourceCredential(read({ claudeAiOauth: { ...login, refreshToken } }))).toEqual({
        type: 'token',
        provider,
        token: seal('a'),
        expires: 5,
      })
  })
})

describe('what Claude Code would use before its login', () => {
  const settings = (value: unknown) => {
    const reading = parseClaudeSettings(JSON.stringify(value), seal)
    if (reading.state !== 'ok') throw new Error(reading.state)
    return reading.settings
  }
  const names = (env: Record<string, string>, value: unknown = {}): readonly string[] =>
    claudeOverrides(env, seal, settings(value)).map(({ name, from }) => `${from} ${name}`)

  it('is listed strongest first', () => {
    const env = {
      CLAUDE_CODE_OAUTH_TOKEN: 't',
      ANTHROPIC_API_KEY: 'k',
      ANTHROPIC_AUTH_TOKEN: 'a',
      CLAUDE_CODE_USE_VERTEX: '1',
      CLAUDE_CODE_USE_BEDROCK: '0',
    }
    expect(names(env, { apiKeyHelper: '/bin/key' })).toEqual([
      'environment CLAUDE_CODE_USE_VERTEX',
      'environment ANTHROPIC_AUTH_TOKEN',
      'environment ANTHROPIC_API_KEY',
      'settings apiKeyHelper',
      'environment CLAUDE_CODE_OAUTH_TOKEN',
    ])
  })

  it('does not count what is blank', () => {
    expect(names({ CLAUDE_CODE_OAUTH_TOKEN: ' ', ANTHROPIC_API_KEY: '' }, { apiKeyHelper: ' ' })).toEqual([])
  })

  it('is decided by the settings where they set a variable, even to nothing', () => {
    const env = { ANTHROPIC_API_KEY: 'k', CLAUDE_CODE_USE_BEDROCK: '1' }
    expect(names(env, { env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_USE_BEDROCK: '0' } })).toEqual([])
    expect(names({}, { env: { ANTHROPIC_API_KEY: 'k', CLAUDE_CODE_USE_FOUNDRY: 'true', N: 1 } })).toEqual([
      'settings CLAUDE_CODE_USE_FOUNDRY',
      'settings ANTHROPIC_API_KEY',
    ])
  })

  it('is unknown where the settings cannot be read', () => {
    expect(parseClaudeSettings('[]', seal)).toEqual({ state: 'wrong-shape' })
    expect(parseClaudeSettings('{', seal)).toMatchObject({ state: 'unparseable', line: 1, column: 2 })
  })
})

describe('places where claude may be off PATH', () => {
  it('follow the platform', () => {
    expect(claudeInstallPaths('/home/a', { npm_config_prefix: '/n' }, 'linux')).toEqual([
      '/home/a/.local/bin/claude',
      '/home/a/.claude/local/claude',
      '/n/bin/claude',
      '/home/a/.npm-global/bin/claude',
      '/opt/homebrew/bin/claude',
      '/usr/local/bin/claude',
    ])
    expect(claudeInstallPaths('C:\\Users\\a', { APPDATA: 'C:\\R' }, 'win32')).toEqual([
      'C:\\Users\\a\\.local\\bin\\claude.exe',
      'C:\\R\\npm\\claude.cmd',
    ])
  })

  it('are each listed once', () => {
    const paths = claudeInstallPaths('/home/a', { npm_config_prefix: '/usr/local' }, 'linux')
    expect(paths.filter((path) => path === '/usr/local/bin/claude')).toHaveLength(1)
  })
})
