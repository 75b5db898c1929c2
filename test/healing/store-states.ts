import { copyFileSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hour, STORE } from '../e2e/cli.js'
import { KNOWN_BY_THE_STORE, type State } from './state.js'
import { age, key, now, staticToken, year } from './world.js'

const ALL_IN_IT = ['store', ...KNOWN_BY_THE_STORE]

/** What goes wrong with the store: its profiles, its order, its guard. */
export const storeStates: readonly State[] = [
  {
    name: 'a token has expired',
    touches: ['token'],
    finds: ['auth/expiry!expired'],
    healed: false,
    make: ({ main }) => {
      main.profiles['anthropic:manual'] = staticToken('manual', now - hour)
    },
  },
  {
    name: 'a token is about to expire',
    touches: ['token'],
    finds: ['auth/expiry!expiring'],
    healed: false,
    make: ({ main }) => {
      main.profiles['anthropic:manual'] = staticToken('manual', now + hour)
    },
  },
  {
    name: "the store's order names a profile that is gone",
    touches: ['order'],
    finds: ['auth/profile-order!unknownId'],
    healed: true,
    make: ({ main }) => {
      main.order.openai = ['openai:gone', 'openai:default']
    },
  },
  {
    name: "the store's order names another provider's profile",
    touches: ['order', 'copy'],
    finds: ['auth/profile-order!otherProvider'],
    healed: true,
    make: ({ main }) => {
      main.order.openai = ['anthropic:claude-cli', 'openai:default']
    },
  },
  {
    name: "the store's order names a profile twice",
    touches: ['order'],
    finds: ['auth/profile-order!repeated'],
    healed: true,
    make: ({ main }) => {
      main.order.openai = ['openai:default', 'openai:default']
    },
  },
  {
    name: "the config's order names a profile that is gone",
    touches: ['order'],
    finds: ['auth/profile-order!unknownId'],
    healed: true,
    make: ({ config }) => {
      config.auth.order = { openai: ['openai:gone', 'openai:default'] }
    },
  },
  {
    name: 'an order hides every profile that can be used',
    touches: ['order', 'token', 'copy'],
    finds: ['auth/profile-order!hidesUsable', 'auth/expiry!expired'],
    healed: false,
    make: ({ main }) => {
      main.profiles['anthropic:manual'] = staticToken('manual', now - hour)
      main.order.anthropic = ['anthropic:manual']
    },
  },
  {
    name: 'everybody may read the store',
    touches: ['store-mode'],
    finds: ['auth/permissions!readableByOthers'],
    healed: true,
    make: ({ modes }) => {
      modes[STORE] = 0o644
    },
  },
  {
    name: "everybody may write the store's folder",
    touches: ['store-folder-mode'],
    finds: ['auth/permissions!folderWritableByOthers'],
    healed: true,
    make: ({ modes }) => {
      modes[dirname(STORE)] = 0o777
    },
  },
  {
    name: 'a profile has `mode` for `type`, as configs do',
    touches: ['openai-profiles'],
    finds: ['auth/store!modeForType'],
    healed: true,
    make: ({ main }) => {
      const { type, ...rest } = key('renamed')
      main.profiles['openai:renamed'] = { mode: type, ...rest }
    },
  },
  {
    name: 'a profile has `apiKey` for `key`',
    touches: ['openai-profiles'],
    finds: ['auth/store!apiKeyForKey'],
    healed: true,
    make: ({ main }) => {
      const { key: apiKey, ...rest } = key('renamed')
      main.profiles['openai:renamed'] = { ...rest, apiKey }
    },
  },
  {
    name: 'a file of an older version still has a key of its own',
    touches: ['legacy'],
    finds: ['auth/legacy!notImported'],
    healed: true,
    make: ({ files }) => {
      files['.clawdbot/agents/main/agent/auth.json'] = {
        json: { groq: { type: 'api_key', provider: 'groq', key: 'gsk_'.padEnd(40, 'g') } },
      }
    },
  },
  {
    name: 'a file of an older version has nothing left to give',
    touches: ['legacy'],
    finds: ['auth/legacy!leftover'],
    healed: true,
    make: ({ files, main }) => {
      main.profiles['groq:default'] = { type: 'api_key', provider: 'groq', key: 'gsk_'.padEnd(40, 'g') }
      files['.clawdbot/agents/main/agent/auth.json'] = {
        json: { groq: { type: 'api_key', provider: 'groq', key: 'gsk_'.padEnd(40, 'g') } },
      }
    },
  },
  {
    name: 'a token has an expiry that is no number',
    touches: ['token'],
    finds: ['auth/store!expiryNotANumber'],
    healed: false,
    make: ({ main }) => {
      main.profiles['anthropic:manual'] = {
        ...staticToken('manual', now + year),
        expires: 'next year',
      }
    },
  },
  {
    name: 'the store is cut off in the middle',
    touches: ALL_IN_IT,
    finds: ['auth/store!unparseable'],
    healed: false,
    make: ({ files }) => {
      files[STORE] = '{"version": 1, "profiles": {'
    },
  },
  {
    name: 'the store is cut off in the middle, with a copy of it beside it',
    touches: ALL_IN_IT,
    finds: ['auth/store!unparseable'],
    healed: true,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        const path = join(home, STORE)
        copyFileSync(path, `${path}.bak`)
        truncateSync(path, 40)
        for (const each of [path, `${path}.bak`]) age(each, 60)
      })
    },
  },
]
