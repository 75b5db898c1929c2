import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runDoctor } from '../../src/app/doctor.js'
import type { Report, ReportFinding } from '../../src/report/schema.js'
import { renderText } from '../../src/report/text.js'
import { makeFolder } from '../setup/temp-folder.js'
import { accessText, apiKeyText, DAY, HOUR, NOW, refreshText } from './facts.js'

const CREDENTIALS = '.claude/.credentials.json'
const CONFIG = '.clawdbot/clawdbot.json'
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
const CLAUDE = '.local/bin/claude'
const CLI = 'anthropic:claude-cli'

let home: string
beforeEach(async () => {
  home = await makeFolder()
})

type Files = Readonly<Record<string, string | object>>

const judge = async (files: Files, env: Readonly<Record<string, string>> = {}): Promise<Report> => {
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, name)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    writeFileSync(path, text, { mode: name === CLAUDE ? 0o755 : 0o600 })
    utimesSync(path, NOW / 1000, NOW / 1000)
  }
  const machine = {
    home,
    cwd: home,
    terminal: false,
    platform: 'linux' as const,
    now: () => NOW,
    env: { PATH: `${home}/.local/bin:/usr/bin:/bin`, HOME: home, ...env },
  }
  // What it says depends on the host as well: whether there is a systemd, and a cron.
  const selection = { skip: ['monitor/installed'] }
  return runDoctor({ machine, sync: false, cli: 'clawdbot', selection })
}

const login = (over: object = {}) => ({
  claudeAiOauth: {
    accessToken: accessText(),
    refreshToken: refreshText(),
    expiresAt: NOW + 7 * HOUR,
    scopes: ['user:inference'],
    subscriptionType: 'max',
    ...over,
  },
})
const store = (profiles: object, rest: object = {}) => ({ version: 1, profiles, ...rest })
const oauth = (over: object = {}) => ({
  type: 'oauth',
  provider: 'anthropic',
  access: accessText(),
  refresh: refreshText(),
  expires: NOW + 7 * HOUR,
  ...over,
})
const token = (over: object = {}) => ({
  type: 'token',
  provider: 'anthropic',
  token: accessText('setup'),
  expires: NOW + 300 * DAY,
  ...over,
})
const spent = token({ expires: NOW - DAY })
const runs = { [CLAUDE]: '#!/bin/sh\necho "2.1.330 (Claude Code)"\n' }
const blanked = login({ accessToken: '', refreshToken: '', expiresAt: 0 })

const told = (check: string, { messageId }: ReportFinding): string => `${check}!${messageId}`

/** What is told on its own, and what follows from something that is: errors and warnings alone. */
const shapeOf = (report: Report) => {
  const shown = report.checks.flatMap(({ id, findings }) =>
    findings.filter(({ severity }) => severity !== 'info').map((finding) => ({ id, finding })),
  )
  const ids = new Set(shown.map(({ finding }) => finding.id))
  const follows = (finding: ReportFinding): boolean => finding.causedBy.some((cause) => ids.has(cause))
  const names = (are: boolean) =>
    shown.filter(({ finding }) => follows(finding) === are).map(({ id, finding }) => told(id, finding))
  return { roots: names(false).sort(), folded: names(true).sort() }
}

interface Case {
  readonly files: Files
  readonly env?: Readonly<Record<string, string>>
  readonly roots: readonly string[]
  readonly folded: readonly string[]
}

const cases: Readonly<Record<string, Case>> = {
  'a pasted token that has expired': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [STORE]: store(
        { [CLI]: oauth(), 'anthropic:manual': spent },
        { order: { anthropic: ['anthropic:manual'] } },
      ),
    },
    roots: ['auth/expiry!expired', 'auth/profile-order!hidesUsable'],
    folded: ['auth/missing-provider!nothingUsable'],
  },
  'an expired token that comes first in an order': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [STORE]: store(
        { [CLI]: oauth(), 'anthropic:manual': spent },
        { order: { anthropic: ['anthropic:manual', CLI] } },
      ),
    },
    roots: ['auth/expiry!expired'],
    folded: ['auth/profile-order!firstExpired'],
  },
  'an expired token, and nothing else': {
    files: { ...runs, [STORE]: store({ 'anthropic:manual': spent }) },
    roots: ['auth/expiry!expired'],
    folded: ['auth/missing-provider!nothingUsable'],
  },
  'no login and no claude to make one with': {
    files: {},
    roots: ['claude/binary!missing'],
    folded: ['auth/missing-provider!none', 'claude/credentials!absent'],
  },
  'no login': {
    files: runs,
    roots: ['claude/credentials!absent'],
    folded: ['auth/missing-provider!none'],
  },
  'a credentials file that was emptied': {
    files: { ...runs, [CREDENTIALS]: blanked },
    roots: ['claude/credentials!blanked'],
    folded: ['auth/missing-provider!none'],
  },
  'an emptied credentials file, and a copy of it that cannot renew itself': {
    files: {
      ...runs,
      [CREDENTIALS]: blanked,
      [STORE]: store({ [CLI]: oauth({ refresh: '', expires: NOW - HOUR }) }),
    },
    roots: ['claude/credentials!blanked'],
    folded: ['auth/expiry!expired', 'auth/missing-provider!nothingUsable'],
  },
  'an emptied credentials file that an order relies on': {
    files: {
      ...runs,
      [CREDENTIALS]: blanked,
      [STORE]: store(
        { 'zai:a': { type: 'api_key', provider: 'zai', key: 'k' } },
        { order: { anthropic: [CLI] } },
      ),
    },
    roots: ['claude/credentials!blanked'],
    folded: ['auth/missing-provider!none', 'auth/profile-order!unknownId'],
  },
  'a credentials file that is not JSON': {
    files: { ...runs, [CREDENTIALS]: '{"claudeAiOauth": {' },
    roots: ['claude/credentials!unparseable'],
    folded: ['auth/missing-provider!none'],
  },
  'a login that ended and cannot be renewed, and its copy': {
    files: {
      ...runs,
      [CREDENTIALS]: login({ refreshToken: '', expiresAt: NOW - HOUR }),
      [STORE]: store({ [CLI]: token({ token: accessText(), expires: NOW - HOUR }) }),
    },
    roots: ['claude/subscription!expired'],
    folded: ['auth/expiry!expired', 'auth/missing-provider!nothingUsable'],
  },
  "an agent's own copy of a login, older than both": {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [CONFIG]: { agents: { list: [{ id: 'main', default: true }, { id: 'work' }] } },
      [STORE]: store({ [CLI]: oauth() }),
      [STORE.replace('main', 'work')]: store({
        [CLI]: oauth({ expires: NOW - DAY, refresh: refreshText('older') }),
      }),
    },
    roots: ['auth/agents!staleCopies'],
    folded: ['auth/sync!stale'],
  },
  "an agent's own copy of a login, with the date of an earlier day": {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [CONFIG]: { agents: { list: [{ id: 'main', default: true }, { id: 'work' }] } },
      [STORE]: store({ [CLI]: oauth() }),
      [STORE.replace('main', 'work')]: store({ [CLI]: oauth({ expires: NOW - DAY }) }),
    },
    roots: ['auth/shared-refresh-token!copies'],
    folded: ['auth/sync!stale'],
  },
  'a sync that was not made': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [STORE]: store({ [CLI]: token({ expires: NOW - HOUR }) }, { order: { anthropic: [CLI] } }),
    },
    roots: ['auth/sync!stale'],
    folded: ['auth/expiry!expired', 'auth/missing-provider!nothingUsable', 'auth/profile-order!firstExpired'],
  },
  'a config that is not JSON5, over a store with an expired token and a dead order': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [CONFIG]: '{ agents: ',
      [STORE]: store({ 'anthropic:manual': spent }, { order: { anthropic: ['gone', 'anthropic:manual'] } }),
    },
    roots: ['config/readable!unparseable'],
    folded: ['auth/expiry!expired', 'auth/profile-order!firstExpired', 'auth/profile-order!unknownId'],
  },
  'a config whose include is missing': {
    files: {
      ...runs,
      [CONFIG]: '{ $include: "./gone.json5" }',
      [STORE]: store({ 'anthropic:manual': spent }),
    },
    roots: ['config/readable!includeMissing'],
    folded: ['auth/expiry!expired'],
  },
  'a field under a wrong name': {
    files: {
      [CONFIG]: { agents: { defaults: { model: 'zai/glm' } } },
      [STORE]: store({ 'zai:a': { mode: 'api_key', provider: 'zai', key: 'k' } }),
    },
    roots: ['auth/store!modeForType'],
    folded: ['auth/missing-provider!none'],
  },
  'a misnamed field of one provider, and nothing for another': {
    files: {
      [CONFIG]: { agents: { defaults: { model: 'openai/gpt' } } },
      [STORE]: store({ 'zai:a': { mode: 'api_key', provider: 'zai', key: 'k' } }),
    },
    roots: ['auth/missing-provider!none', 'auth/store!modeForType'],
    folded: [],
  },
  'a store that is not JSON, which is told apart from a login that is there': {
    files: { ...runs, [CREDENTIALS]: login(), [STORE]: '{"version": 1, "pro' },
    roots: ['auth/store!unparseable'],
    folded: [],
  },
  'a folder variable that is set to nothing': {
    files: { ...runs, [CREDENTIALS]: login() },
    env: { CLAUDE_CONFIG_DIR: '' },
    roots: ['claude/credentials!configDirEmpty'],
    folded: ['auth/missing-provider!none', 'claude/credentials!elsewhere'],
  },
  'a token that is only in the environment': {
    files: runs,
    env: { CLAUDE_CODE_OAUTH_TOKEN: accessText('exported') },
    roots: ['claude/credentials!onlyInEnvironment'],
    folded: ['auth/missing-provider!none'],
  },
  'an older file that was never imported': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [CONFIG]: { agents: { defaults: { model: 'openai/gpt' } } },
      [STORE]: store({ [CLI]: oauth() }),
      '.clawdbot/agents/main/agent/auth.json': {
        'openai:a': { type: 'api_key', provider: 'openai', key: apiKeyText() },
      },
    },
    roots: ['auth/legacy!notImported'],
    folded: ['auth/missing-provider!none'],
  },
  'two troubles that have nothing to do with each other': {
    files: {
      ...runs,
      [CREDENTIALS]: login(),
      [CONFIG]: { agents: { defaults: { model: { primary: 'anthropic/a', fallbacks: ['openai/gpt'] } } } },
      [STORE]: store({ [CLI]: oauth(), 'zai:old': token({ provider: 'zai', expires: NOW - DAY }) }),
    },
    roots: ['auth/expiry!expired', 'auth/missing-provider!none'],
    folded: [],
  },
}

describe('what is told as the cause, and what as following from it', () => {
  it.each(Object.entries(cases))('%s', async (_, { files, env, roots, folded }) => {
    expect(shapeOf(await judge(files, env))).toEqual({ roots, folded })
  })

  it('is how the text tells it: the cause first, and the rest folded under it', async () => {
    const { files } = cases['a sync that was not made'] ?? { files: {} }
    const report = await judge(files)
    const render = (verbose: boolean) =>
      renderText(report, { style: { width: 400, color: false, unicode: true }, verbose, cli: 'clawdbot' })
    const blocks = render(false).split('\n\n')
    expect(blocks).toHaveLength(2)
    expect(blocks[0]).toMatch(/^✖ error: The store of agent main holds an older anthropic:claude-cli/)
    expect(blocks[0]).toMatch(/\n {2}so .*\n {2}so {4}2 more: /)
    expect(blocks[1]).toMatch(/^1 error; /)
    expect(render(true).match(/^✖ error: /gm)).toHaveLength(2)
    expect(render(true)).toContain('The first profile in the order')
  })
})
