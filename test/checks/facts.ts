import type { ClaudeCredentials, FileCandidate } from '../../plugins/claude-code/facts/credentials.js'
import type { Agent } from '../../plugins/clawdbot/facts/agents.js'
import type { ConfigFact } from '../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { ClaudeCredentialReading } from '../../src/auth/claude-code/parse-credentials.js'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import type {
  ApiKeyCredential,
  OAuthCredential,
  Profiles,
  TokenCredential,
} from '../../src/auth/credential.js'
import { type AuthStore, EMPTY_STORE } from '../../src/auth/store.js'
import { tokenKind } from '../../src/auth/token-kind.js'
import type { FileStat, Secret } from '../../src/contract/index.js'
import { createFakeSeal } from '../../src/testing/index.js'

/** Facts as literals for tests of checks. Each factory gives a healthy thing; what a case is about is passed in. */

export const NOW = Date.UTC(2026, 0, 15, 12)
export const MINUTE = 60 * 1000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const HOME = '/home/ada'
export const UID = 1000

const seal = createFakeSeal()

/** Seals a text under the kind its looks give it. Equal texts are equal secrets throughout a test file. */
export const secret = (text: string): Secret => seal(text, tokenKind(text))

/** A text of the right shape and length, put together here so that no file holds one. `name` tells them apart. */
export const accessText = (name = 'a', length = 108): string =>
  `${['sk', 'ant', 'oat01', name].join('-')}-`.padEnd(length, 'x')
export const refreshText = (name = 'a'): string =>
  `${['sk', 'ant', 'ort01', name].join('-')}-`.padEnd(108, 'x')
export const apiKeyText = (name = 'a'): string =>
  `${['sk', 'ant', 'api03', name].join('-')}-`.padEnd(108, 'x')

export const clockFact = { now: NOW }
export const settingsFact = { warnWithinMs: DAY, agent: null }
export const accountFact = {
  platform: 'linux' as const,
  home: HOME,
  cwd: HOME,
  uid: UID,
  userName: 'ada',
}

export const anOauth = (over: Partial<OAuthCredential> = {}): OAuthCredential => ({
  type: 'oauth',
  provider: 'anthropic',
  access: secret(accessText()),
  refresh: secret(refreshText()),
  expires: NOW + 7 * HOUR,
  ...over,
})

export const aToken = (over: Partial<TokenCredential> = {}): TokenCredential => ({
  type: 'token',
  provider: 'anthropic',
  token: secret(accessText('setup')),
  expires: NOW + 300 * DAY,
  ...over,
})

export const anApiKey = (over: Partial<ApiKeyCredential> = {}): ApiKeyCredential => ({
  type: 'api_key',
  provider: 'anthropic',
  key: secret(apiKeyText()),
  ...over,
})

export const aStat = (over: Partial<FileStat> = {}): FileStat => ({
  kind: 'file',
  realPath: `${HOME}/file`,
  isLink: false,
  size: 400,
  mode: 0o600,
  uid: UID,
  mtimeMs: NOW - DAY,
  ...over,
})

export const aFolderStat = (over: Partial<FileStat> = {}): FileStat =>
  aStat({ kind: 'folder', realPath: `${HOME}/folder`, size: 4096, mode: 0o700, ...over })

/** `main` is the default agent unless something else is said; any other id is a configured, selected agent. */
export const anAgent = (id = 'main', over: Partial<Agent> = {}): Agent => {
  const dir = `${HOME}/.clawdbot/agents/${id}/agent`
  return {
    id,
    dir,
    storePath: `${dir}/auth-profiles.json`,
    isDefault: id === 'main',
    isMain: id === 'main',
    configured: true,
    found: true,
    selected: true,
    ...over,
  }
}

/** An agent's own store file. `store` is filled up from an empty one; `reading` other than ok leaves no file. */
export const aStore = (
  profiles: Profiles = {},
  over: Partial<Omit<AgentStore, 'store' | 'agent'>> & {
    readonly agent?: Agent
    readonly store?: Partial<AuthStore>
  } = {},
): AgentStore => {
  const { agent = anAgent(), store, ...rest } = over
  const isThere = rest.reading === undefined || rest.reading.state === 'ok'
  return {
    agent,
    reading: { state: 'ok' },
    file: isThere ? { ...aStat({ realPath: agent.storePath }), sha256: 'f'.repeat(64) } : null,
    folder: aFolderStat({ realPath: agent.dir }),
    writable: true,
    modelKeys: {},
    ...rest,
    store: { ...EMPTY_STORE, version: 1, profiles, ...store },
  }
}

/** A readable config; `config` is filled up from an empty one, with which every agent uses anthropic's model. */
export const aConfig = (
  config: Partial<AuthConfig> = {},
  over: Partial<Omit<ConfigFact, 'config'>> = {},
): ConfigFact => ({
  path: `${HOME}/.clawdbot/clawdbot.json`,
  reading: { state: 'ok' },
  sha256: 'c'.repeat(64),
  config: { ...EMPTY_CONFIG, ...config },
  issues: [],
  missingVariables: [],
  positions: [],
  included: [],
  envKeys: {},
  ...over,
})

/** A default model of this provider for every agent. */
export const usingProvider = (provider: string): Pick<AuthConfig, 'model'> => ({
  model: { primary: `${provider}/some-model`, fallbacks: [] },
})

type ClaudeLogin = Extract<ClaudeCredentialReading, { state: 'found' }>

export const aClaudeLogin = (over: Partial<ClaudeLogin['credential']> = {}): ClaudeLogin => ({
  state: 'found',
  credential: {
    access: secret(accessText()),
    refresh: secret(refreshText()),
    expiresAt: NOW + 7 * HOUR,
    refreshTokenExpiresAt: null,
    scopes: ['user:inference', 'user:profile'],
    subscriptionType: 'max',
    rateLimitTier: null,
    ...over,
  },
})

export const CLAUDE_FILE = `${HOME}/.claude/.credentials.json`

export const aClaudeFile = (
  reading: FileCandidate['reading'] = aClaudeLogin(),
  over: Partial<Omit<FileCandidate, 'reading'>> = {},
): FileCandidate => ({
  kind: 'file',
  path: CLAUDE_FILE,
  decided: { by: 'home' },
  used: true,
  reading,
  stat:
    reading.state === 'absent' || reading.state === 'dangling-link' ? null : aStat({ realPath: CLAUDE_FILE }),
  folder: aFolderStat({ realPath: `${HOME}/.claude` }),
  ...over,
})

/** Claude Code's credentials where the file decides. */
export const claudeCredentials = (
  reading: FileCandidate['reading'] = aClaudeLogin(),
  over: Partial<Omit<FileCandidate, 'reading'>> = {},
): ClaudeCredentials => claudeFiles(aClaudeFile(reading, over))

export const claudeFiles = (...files: readonly FileCandidate[]): ClaudeCredentials => ({
  files,
  keychain: null,
  used: 'file',
  reading: files.find((file) => file.used)?.reading ?? { state: 'absent' },
})

/** Claude Code's credentials on a Mac, where the Keychain decides. */
export const claudeKeychain = (
  reading: NonNullable<ClaudeCredentials['keychain']>['reading'],
  file: FileCandidate = aClaudeFile({ state: 'absent' }),
): ClaudeCredentials => ({
  files: [file],
  keychain: { kind: 'keychain', service: 'Claude Code-credentials', account: 'ada', reading },
  used: 'keychain',
  reading,
})
