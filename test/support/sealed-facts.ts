import type { SealedFact, SealedReport } from '../../src/report/sealed/schema.js'

/** 2026-01-15 12:00 in UTC. */
export const NOW = 1_768_478_400_000
const HOUR = 3_600_000
export const EXPIRED_AT = NOW - 26 * HOUR

export const HOME = '/home/[user 4be0c1d29a77]'
const STATE = `${HOME}/.clawdbot`
export const STORE_PATH = `${STATE}/agents/main/agent/auth-profiles.json`
export const CONFIG_PATH = `${STATE}/clawdbot.json`
export const LOGIN_PATH = `${HOME}/.claude/.credentials.json`

export const OAUTH_TOKEN = '[anthropic-oauth-access 8f21c3d04b6e]'
export const API_KEY = '[anthropic-api-key 51d7e90a2cf4]'

const secret = (pseudonym: string, kind: string, length: number) => ({
  $secret: { pseudonym, kind, length, blank: false, hasWhitespace: false },
})
const oauth = secret(OAUTH_TOKEN, 'anthropic-oauth-access', 108)
const apiKey = secret(API_KEY, 'anthropic-api-key', 108)

const stat = (kind: 'file' | 'folder', path: string, mode: number) => ({
  state: 'ok',
  kind,
  realPath: path,
  isLink: false,
  size: kind === 'file' ? 403 : 4096,
  mode,
  uid: 1000,
  gid: 1000,
  mtimeMs: NOW - 40 * HOUR,
  bornMs: NOW - 900 * HOUR,
})

const main = {
  id: 'main',
  dir: `${STATE}/agents/main/agent`,
  storePath: STORE_PATH,
  isDefault: true,
  isMain: true,
  configured: true,
  found: true,
  selected: true,
}

const read = {
  state: 'found',
  credential: {
    access: oauth,
    refresh: null,
    expiresAt: EXPIRED_AT,
    refreshTokenExpiresAt: null,
    scopes: ['user:inference'],
    subscriptionType: 'max',
    rateLimitTier: null,
  },
}

const fact = (id: string, value: SealedFact['value'], durationMs = 1.5): SealedFact => ({
  id,
  status: 'ok',
  reason: null,
  durationMs,
  value,
})

/** What was found out in the home of {@link sealedExample}; among it one fact that failed and one that was denied. */
export const FACTS: SealedReport['facts'] = [
  fact('host/clock', { now: NOW }, 0.4),
  fact('host/settings', { warnWithinMs: 24 * HOUR, agent: null }, 0.1),
  fact('host/account', {
    platform: 'linux',
    home: HOME,
    cwd: HOME,
    uid: 1000,
    userName: '[user 4be0c1d29a77]',
  }),
  fact('host/disk', {
    path: STATE,
    isThere: true,
    writable: true,
    space: {
      freeBytes: 80_416_505_856,
      totalBytes: 270_553_174_016,
      freeFiles: 16_090_735,
      totalFiles: 16_777_216,
    },
    mount: { at: '/', type: 'ext4', readOnly: false },
  }),
  fact('clawdbot/agents', [main], 6.2),
  fact('clawdbot/base-url', { anthropic: null }),
  fact(
    'clawdbot/config',
    {
      path: CONFIG_PATH,
      sha256: '3d'.repeat(32),
      reading: { state: 'ok' },
      config: {
        agents: [],
        model: { primary: 'anthropic/claude-opus-4-5', fallbacks: ['openai/gpt-5'] },
        imageModel: { primary: '', fallbacks: [] },
        models: [],
        auth: {
          profiles: { 'anthropic:claude-cli': { provider: 'anthropic', mode: 'oauth' } },
          order: { anthropic: ['anthropic:claude-cli', 'anthropic:old'] },
        },
        providers: {},
        env: { ANTHROPIC_API_KEY: apiKey },
        shellEnv: false,
      },
      issues: [],
      missingVariables: [],
      positions: [],
      included: [],
      envKeys: { ANTHROPIC_API_KEY: apiKey },
    },
    5.6,
  ),
  fact(
    'clawdbot/stores',
    [
      {
        agent: main,
        folder: stat('folder', main.dir, 0o700),
        writable: true,
        modelKeys: {},
        reading: { state: 'ok' },
        store: {
          version: 1,
          profiles: {
            'anthropic:claude-cli': {
              type: 'token',
              provider: 'anthropic',
              token: oauth,
              expires: EXPIRED_AT,
            },
          },
          order: { anthropic: ['anthropic:dead', 'anthropic:claude-cli'] },
          lastGood: {},
          usageStats: { 'anthropic:claude-cli': { lastUsed: NOW - 27 * HOUR } },
          issues: [],
        },
        file: { ...stat('file', STORE_PATH, 0o600), sha256: '9a'.repeat(32) },
      },
    ],
    7.8,
  ),
  fact(
    'claude/credentials',
    {
      files: [
        {
          path: LOGIN_PATH,
          decided: { by: 'home' },
          used: true,
          kind: 'file',
          reading: read,
          stat: stat('file', LOGIN_PATH, 0o600),
          folder: stat('folder', `${HOME}/.claude`, 0o700),
        },
      ],
      keychain: null,
      used: 'file',
      reading: read,
    },
    3.8,
  ),
  fact(
    'claude/binary',
    {
      onPath: [{ path: '/usr/bin/claude', realPath: '/usr/bin/claude', executable: true }],
      offPath: [],
      version: { outcome: 'exited', code: 0, stdout: '2.1.330 (Claude Code)\n', stderr: '' },
    },
    17.2,
  ),
  {
    id: 'gateway/processes',
    status: 'denied',
    reason: '/proc may not be read',
    durationMs: 2.1,
    value: null,
  },
  {
    id: 'gateway/port',
    status: 'timeout',
    reason: 'it took longer than 10000 ms',
    durationMs: 10_000,
    value: null,
  },
]
