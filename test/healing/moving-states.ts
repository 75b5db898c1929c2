import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hour, STORE } from '../e2e/cli.js'
import { age, key, type World } from './world.js'

/** A way to fall ill that looks a little different every minute, and is the same all the while. */
export interface MovingState {
  readonly name: string
  /** One of these, as `check!message`, tells it. */
  readonly finds: readonly string[]
  make(world: World): void
  moveOn(home: string): void
}

const LOCK = `${STORE}.lock`
const SESSION_LOCK = '.clawdbot/agents/main/sessions/sessions.json.lock'

const failed = (ago: number) => ({
  lastFailureAt: Date.now() - ago,
  cooldownUntil: Date.now() + hour - ago,
  failureCounts: { rate_limit: 3 },
  errorCount: 3,
})

const take = (home: string, holder: { readonly pid: number; readonly startedAt: number }): void => {
  const path = join(home, SESSION_LOCK)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(holder))
}

export const movingStates: readonly MovingState[] = [
  {
    name: 'a lock was left behind',
    finds: ['auth/lock!stale'],
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        mkdirSync(join(home, LOCK))
        age(join(home, LOCK), 3600)
      })
    },
    moveOn: (home) => age(join(home, LOCK), 7200),
  },
  {
    name: 'a lock is taken by one process after the other',
    finds: ['auth/lock!held', 'auth/lock!heldLong'],
    make: ({ afterwards }) => {
      afterwards.push((home) => take(home, { pid: process.pid, startedAt: Date.now() }))
    },
    moveOn: (home) => take(home, { pid: process.ppid, startedAt: Date.now() - 9 }),
  },
  {
    name: 'a profile fails again and again',
    finds: ['auth/cooldown!cooldown'],
    make: ({ main }) => {
      main.profiles['openai:other'] = key('other')
      main.usageStats['openai:other'] = failed(60_000)
    },
    moveOn: (home) => {
      const store = JSON.parse(readFileSync(join(home, STORE), 'utf8'))
      store.usageStats['openai:other'] = failed(0)
      writeFileSync(join(home, STORE), JSON.stringify(store))
    },
  },
  {
    name: 'a profile was used in the future',
    finds: ['host/clock!usedInFuture'],
    make: ({ main }) => {
      main.usageStats['openai:default'] = { lastUsed: Date.now() + 9 * hour }
    },
    moveOn: () => undefined,
  },
]
