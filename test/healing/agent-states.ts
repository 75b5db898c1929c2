import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hour, STORE, token } from '../e2e/cli.js'
import { storeOf } from '../e2e/homes.js'
import type { State } from './state.js'
import { age, copied, key, now } from './world.js'

/** What goes wrong around the store: locks, copies, blocks, pins, entries of the config, services. */
export const agentStates: readonly State[] = [
  {
    name: 'a lock was left behind',
    touches: ['lock'],
    finds: ['auth/lock!stale'],
    healed: true,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        mkdirSync(join(home, `${STORE}.lock`))
        age(join(home, `${STORE}.lock`), 600)
      })
    },
  },
  {
    name: 'another agent has a copy of the login that it would inherit',
    touches: ['copies', 'copy', 'login'],
    finds: ['auth/shared-refresh-token!copies'],
    healed: true,
    make: ({ work }) => {
      work.profiles['anthropic:claude-cli'] = copied()
    },
  },
  {
    name: 'another agent has an old copy of the login',
    touches: ['copies', 'copy', 'login'],
    finds: ['auth/sync!stale', 'auth/agents!staleCopies'],
    healed: true,
    make: ({ work }) => {
      work.profiles['anthropic:claude-cli'] = {
        ...copied(),
        access: token('oat', 'older'),
        refresh: token('ort', 'older'),
        expires: now - hour,
      }
    },
  },
  {
    name: 'a folder with keys belongs to no agent',
    touches: ['folders'],
    finds: ['auth/agents!forgotten'],
    healed: false,
    make: ({ files }) => {
      files[storeOf('former')] = { json: { version: 1, profiles: { 'openai:former': key('former') } } }
    },
  },
  {
    name: 'a block outlived the login it was meant for',
    touches: ['usage', 'copy', 'login'],
    finds: ['auth/cooldown!outlived'],
    healed: true,
    make: ({ main }) => {
      main.usageStats['anthropic:claude-cli'] = {
        cooldownUntil: now + hour,
        errorCount: 3,
        failureCounts: { auth: 3 },
        lastFailureAt: now - 2 * hour,
      }
    },
  },
  {
    name: 'the config says another kind of a profile than it is',
    touches: ['entries'],
    finds: ['auth/mode-mismatch!mode'],
    healed: true,
    make: ({ config }) => {
      Object.assign(config.auth.profiles as object, {
        'openai:default': { provider: 'openai', mode: 'oauth' },
      })
    },
  },
  {
    name: 'a session is pinned to a profile that is gone',
    touches: ['pins'],
    finds: ['auth/session-pins!gone'],
    healed: true,
    make: ({ sessions }) => {
      sessions['agent:main:main'] = {
        sessionId: 's',
        updatedAt: now,
        authProfileOverride: 'anthropic:gone',
        authProfileOverrideSource: 'user',
        note: 'kept',
      }
    },
  },
  {
    name: 'the service has another home',
    touches: ['service'],
    finds: ['host/service-env!homeDiffers'],
    healed: false,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        const folder = join(home, '.config/systemd/user')
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(home, 'gateway.js'), '')
        const lines = [
          '[Service]',
          `ExecStart=${process.execPath} ${join(home, 'gateway.js')} gateway`,
          'Environment=HOME=/srv/other',
          `Environment=PATH=${join(home, '.local/bin')}:/usr/bin:/bin`,
        ]
        writeFileSync(join(folder, 'clawdbot-gateway.service'), `${lines.join('\n')}\n`)
      })
    },
  },
]
