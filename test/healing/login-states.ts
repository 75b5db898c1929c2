import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { CREDENTIALS, hour, token } from '../e2e/cli.js'
import type { State } from './state.js'
import { now } from './world.js'

/** What goes wrong with `claude` and the login it keeps. */
export const loginStates: readonly State[] = [
  {
    name: 'claude is not installed',
    touches: ['claude'],
    finds: ['claude/binary!missing'],
    healed: false,
    make: ({ files }) => {
      files['.local/bin/claude'] = null
    },
  },
  {
    name: 'claude may not be executed',
    touches: ['claude'],
    finds: ['claude/binary!notExecutable'],
    healed: false,
    make: ({ modes }) => {
      modes['.local/bin/claude'] = 0o644
    },
  },
  {
    name: 'the login was never copied',
    touches: ['copy', 'login'],
    finds: ['auth/sync!missing'],
    healed: true,
    make: ({ main }) => {
      delete main.profiles['anthropic:claude-cli']
    },
  },
  {
    name: 'an older login was copied',
    touches: ['copy', 'login'],
    finds: ['auth/sync!stale'],
    healed: true,
    make: ({ main }) => {
      Object.assign(main.profiles['anthropic:claude-cli'] ?? {}, {
        access: token('oat', 'older'),
        expires: now - hour,
      })
    },
  },
  {
    name: 'everybody may read the login',
    touches: ['login-mode'],
    finds: ['claude/credentials!tooOpen'],
    healed: true,
    make: ({ modes }) => {
      modes[CREDENTIALS] = 0o644
    },
  },
  {
    name: 'the login was blanked',
    touches: ['login'],
    finds: ['claude/credentials!blanked'],
    healed: false,
    make: ({ login }) => {
      Object.assign(login, { accessToken: '', refreshToken: '' })
    },
  },
  {
    name: 'the login is no JSON',
    touches: ['login'],
    finds: ['claude/credentials!unparseable'],
    healed: false,
    make: ({ files }) => {
      files[CREDENTIALS] = '{"claudeAiOauth": {'
    },
  },
  {
    name: 'the login is a folder',
    touches: ['login', 'login-mode'],
    finds: ['claude/credentials!folder'],
    healed: false,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        rmSync(join(home, CREDENTIALS))
        mkdirSync(join(home, CREDENTIALS))
      })
    },
  },
  {
    name: 'the login is a link that leads nowhere',
    touches: ['login', 'login-mode'],
    finds: ['claude/credentials!danglingLink'],
    healed: false,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        rmSync(join(home, CREDENTIALS))
        symlinkSync(join(home, 'gone.json'), join(home, CREDENTIALS))
      })
    },
  },
  {
    name: 'the login is cut short by a line wrap',
    touches: ['login', 'copy'],
    finds: ['claude/subscription!cut'],
    healed: false,
    make: ({ login, main }) => {
      const cut = `${token('oat', 'cut').slice(0, 60)}\n${token('oat', 'cut').slice(60)}`
      login.accessToken = cut
      Object.assign(main.profiles['anthropic:claude-cli'] ?? {}, { access: cut })
    },
  },
]
