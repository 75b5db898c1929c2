import { chmodSync, mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { CLAUDE, CONFIG, CREDENTIALS, hour, login, makeHome, STORE, token } from './cli.js'

export const storeOf = (agent: string): string => `.clawdbot/agents/${agent}/agent/auth-profiles.json`

/** A login as the store has it; `mark` tells one from another, whatever their dates. */
export const storedLogin = (mark: string, expires: number) => ({
  type: 'oauth',
  provider: 'anthropic',
  access: token('oat', mark),
  refresh: token('ort', mark),
  expires,
})

/** A store with fields in it that nobody here knows. */
export const strangeStore = (profiles: object = {}): { readonly json: unknown } => ({
  json: {
    comment: 'kept',
    version: 1,
    profiles: {
      'anthropic:claude-cli': {
        ...storedLogin('old', Date.now() - hour),
        note: 'kept',
        nested: { deep: [1] },
      },
      'acme:work': { type: 'hologram', provider: 'acme', beam: 'kept' },
      'openai:work': { type: 'api_key', provider: 'openai', key: token('api', 'openai'), extra: null },
      ...profiles,
    },
    order: { anthropic: ['anthropic:claude-cli', 'anthropic:gone'] },
    usageStats: { 'openai:work': { lastUsed: 1, unheard: 'kept' } },
    future: { list: [1, 2, { three: 3 }] },
  },
})

/** Homes with everything a run may want to change, each with its name. Made anew for every test. */
export const homes: Readonly<Record<string, () => string>> = {
  'nothing at all': () => makeHome(),
  'a login that was never copied': () =>
    makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), '.local/bin/claude': CLAUDE }),
  'an older copy among unknown fields': () =>
    makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), [STORE]: strangeStore() }),
  'files and folders open to others': () => {
    const home = makeHome({
      [CREDENTIALS]: login(Date.now() + 8 * hour),
      [STORE]: { text: JSON.stringify(strangeStore().json), mode: 0o666 },
    })
    chmodSync(join(home, CREDENTIALS), 0o644)
    chmodSync(join(home, STORE, '..'), 0o777)
    return home
  },
  'dead ids in the order of a config with comments': () =>
    makeHome({
      [STORE]: strangeStore(),
      [CONFIG]: `{
  // mine
  auth: { order: { openai: ['openai:gone', 'openai:work', /* twice */ 'openai:work',], anthropic: ['x'] } },
  agents: { list: [{ id: 'main' }, { id: 'second', /* its own */ agentDir: '~/elsewhere' }] },
}\n`,
      'elsewhere/auth-profiles.json': strangeStore(),
    }),
  'one dead id in the order of the store, and in the one of the config behind it': () =>
    makeHome({
      [STORE]: { json: { version: 1, profiles: {}, order: { anthropic: ['anthropic:gone'] } } },
      [CONFIG]: { json: { auth: { order: { anthropic: ['anthropic:gone'] } } } },
    }),
  'a store and a config that are no JSON': () =>
    makeHome({
      [CREDENTIALS]: login(Date.now() + 8 * hour),
      [STORE]: '{"version": 1, "profiles": {',
      [CONFIG]: '{ agents: [',
    }),
  'several agents, one with its own copy': () =>
    makeHome({
      [CREDENTIALS]: login(Date.now() + 8 * hour),
      [STORE]: strangeStore(),
      [storeOf('own')]: strangeStore(),
      [storeOf('heir')]: { json: { version: 1, profiles: {} } },
    }),
  'a lock that was left behind': () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), [STORE]: strangeStore() })
    leaveLock(home, 40)
    return home
  },
}

/** A lock folder beside the store whose holder last gave a sign of life so many seconds ago. */
export const leaveLock = (home: string, secondsAgo: number): string => {
  const lock = join(home, `${STORE}.lock`)
  mkdirSync(lock)
  const then = Date.now() / 1000 - secondsAgo
  utimesSync(lock, then, then)
  return lock
}
