import { chmodSync, mkdirSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  CLAUDE,
  CONFIG,
  CREDENTIALS,
  type FileContent,
  hour,
  login,
  makeHome,
  STORE,
  token,
} from '../e2e/cli.js'
import { storeOf } from '../e2e/homes.js'

export type Mapping = Record<string, unknown>

/** What will stand in a home, before it does: states change it, one after the other. */
export interface World {
  readonly config: { agents: Mapping; auth: Mapping; models: Mapping }
  readonly main: { profiles: Record<string, Mapping>; order: Mapping; lastGood: Mapping; usageStats: Mapping }
  /** The one other agent's own store; written only where a state put something into it. */
  readonly work: { profiles: Record<string, Mapping> }
  readonly login: Mapping
  readonly sessions: Record<string, Mapping>
  readonly env: Record<string, string>
  /** Instead of what would be written from the above, or besides it; null leaves the file out. */
  readonly files: Record<string, FileContent | null>
  readonly modes: Record<string, number>
  /** What no file content can say: called when all files are there. */
  readonly afterwards: ((home: string) => void)[]
}

export const now = Date.now()
export const year = 365 * 24 * hour
const SESSIONS = '.clawdbot/agents/main/sessions/sessions.json'
const WORK_STORE = storeOf('work')

/** A login as the store has it when it has been copied from Claude Code. */
export const copied = (): Mapping => ({
  type: 'oauth',
  provider: 'anthropic',
  access: token('oat', 'access'),
  refresh: token('ort', 'refresh'),
  expires: now + 8 * hour,
})

export const key = (mark: string): Mapping => ({
  type: 'api_key',
  provider: 'openai',
  key: `sk-${mark.padEnd(48, 'k')}`,
})

export const staticToken = (mark: string, expires: number): Mapping => ({
  type: 'token',
  provider: 'anthropic',
  token: token('oat', mark),
  expires,
})

/** A gateway in good health: one login, copied, one key, two agents. */
export const healthyWorld = (): World => ({
  config: {
    agents: {
      defaults: { model: { primary: 'anthropic/claude-opus-4-5' } },
      list: [{ id: 'main', default: true }, { id: 'work' }],
    },
    auth: {
      profiles: {
        'anthropic:claude-cli': { provider: 'anthropic', mode: 'oauth' },
        'openai:default': { provider: 'openai', mode: 'api_key' },
      },
    },
    models: {},
  },
  main: {
    profiles: { 'anthropic:claude-cli': copied(), 'openai:default': key('default') },
    order: {},
    lastGood: {},
    usageStats: {},
  },
  work: { profiles: {} },
  login: (login(now + 8 * hour).json as { claudeAiOauth: Mapping }).claudeAiOauth,
  sessions: {},
  env: {},
  files: {},
  modes: {},
  afterwards: [],
})

const filled = (value: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([, part]) => typeof part !== 'object' || Object.keys(part ?? {}).length > 0,
    ),
  )

/** Fields that nobody knows stand in every file: they must survive whatever is done to it. */
const filesOf = ({ config, main, work, login, sessions }: World): Record<string, FileContent> => ({
  [CONFIG]: `// kept\n${JSON.stringify({ ...filled(config), unheard: 'of' }, null, 2)}\n`,
  [STORE]: {
    json: { version: 1, ...filled({ ...main, profiles: null }), profiles: main.profiles, odd: [1] },
  },
  [CREDENTIALS]: { json: { claudeAiOauth: login, mcpOAuth: { kept: true } } },
  '.local/bin/claude': CLAUDE,
  ...(Object.keys(work.profiles).length === 0 ? {} : { [WORK_STORE]: { json: { version: 1, ...work } } }),
  ...(Object.keys(sessions).length === 0 ? {} : { [SESSIONS]: { json: sessions } }),
})

/** Makes a path one that was last touched so many seconds ago. */
export const age = (path: string, seconds: number): void => {
  const then = Math.floor(Date.now() / 1000) - seconds
  utimesSync(path, then, then)
}

/** Writes a world into a home of its own, and says with which environment to look at it. */
export const build = (world: World): { readonly home: string; readonly env: Record<string, string> } => {
  const wanted = { ...filesOf(world), ...world.files }
  const home = makeHome(
    Object.fromEntries(Object.entries(wanted).filter(([, content]) => content !== null)) as Record<
      string,
      FileContent
    >,
  )
  mkdirSync(join(home, dirname(WORK_STORE)), { recursive: true, mode: 0o700 })
  // Whole seconds: what is finer nobody can put back.
  for (const [path, content] of Object.entries(wanted)) if (content !== null) age(join(home, path), 60)
  for (const act of world.afterwards) act(home)
  for (const [path, mode] of Object.entries(world.modes)) chmodSync(join(home, path), mode)
  return { home, env: { PATH: `${join(home, '.local/bin')}:/usr/bin:/bin`, ...world.env } }
}
