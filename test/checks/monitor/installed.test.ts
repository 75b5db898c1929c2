import { describe, it } from 'vitest'
import installed from '../../../checks/monitor/installed.js'
import type { Watcher } from '../../../plugins/host/facts/watchers.js'
import type { Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  accountFact,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  clockFact,
  DAY,
  NOW,
} from '../facts.js'

type Facts = Values<typeof installed.needs>

const place: Facts['watchPlace'] = {
  program: ['/usr/bin/node', '/opt/run.js'],
  files: [],
  unable: null,
  variables: {},
}

const facts = (over: Partial<Facts> = {}): Facts => ({
  stores: [aStore({ 'anthropic:manual': aToken() })],
  config: aConfig(),
  watchers: [],
  watchPlace: place,
  account: accountFact,
  clock: clockFact,
  ...over,
})
const timer: Watcher = { kind: 'timer', name: 'clawdbot-doctor-watch.timer', enabled: true }
const endingIn = (ms: number) => ({ stores: [aStore({ 'anthropic:manual': aToken({ expires: NOW + ms }) })] })

testCheck(
  installed,
  [
    { name: 'a token that a timer watches is well', facts: facts({ watchers: [timer] }), expect: [] },
    {
      name: 'a token that a crontab watches is well, whatever timer is off',
      facts: facts({
        watchers: [
          { ...timer, enabled: false },
          { kind: 'cron', name: 'crontab', enabled: true },
        ],
      }),
      expect: [],
    },
    {
      name: 'a login that was stored without what renews it ends as a token does',
      facts: facts({ stores: [aStore({ 'anthropic:old': anOauth({ refresh: null, expires: NOW + DAY }) })] }),
      expect: [{ messageId: 'unwatched', severity: 'warning', data: { profiles: ['anthropic:old'] } }],
    },
    {
      name: 'logins and keys need nobody to watch them',
      facts: facts({
        stores: [aStore({ 'anthropic:claude-cli': anOauth(), 'anthropic:manual': anApiKey() })],
      }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged on Windows',
      facts: facts({ account: { ...accountFact, platform: 'win32' as 'linux' } }),
      expect: { skip: true },
    },
    {
      name: 'a token of a provider that nobody uses needs nobody to watch it',
      facts: facts({ stores: [aStore({ 'qwen-portal:x': aToken({ provider: 'qwen-portal' }) })] }),
      expect: { skip: true },
    },
    {
      name: 'a store that could not be read is not judged',
      facts: facts({ stores: [aStore({}, { reading: { state: 'denied' } })] }),
      expect: { skip: true },
    },
    {
      name: 'a token of a year that nothing watches is a note with a fix',
      facts: facts(),
      expect: [
        {
          messageId: 'unwatched',
          subject: 'monitor',
          severity: 'info',
          data: { profiles: ['anthropic:manual'] },
          evidence: [{ kind: 'file', path: anAgent().storePath }],
          fixes: ['monitor/install-timer'],
        },
      ],
    },
    {
      name: 'a token without a date is a note',
      facts: facts({
        stores: [aStore({ a: { type: 'token', provider: 'anthropic', token: aToken().token } })],
      }),
      expect: [{ messageId: 'unwatched', severity: 'info' }],
    },
    {
      name: 'a token that ends within thirty days is a warning',
      facts: facts(endingIn(30 * DAY - 1)),
      expect: [{ messageId: 'unwatched', severity: 'warning' }],
    },
    {
      name: 'and thirty days before it is not',
      facts: facts(endingIn(30 * DAY)),
      expect: [{ messageId: 'unwatched', severity: 'info' }],
    },
    {
      name: 'where nothing could run a timer, the line for a crontab is told',
      facts: facts({ watchPlace: { ...place, unable: 'no systemd of this user answers here' } }),
      expect: [
        {
          messageId: 'noManager',
          subject: 'monitor',
          severity: 'info',
          data: {
            profiles: ['anthropic:manual'],
            line: '17 6 * * * /usr/bin/node /opt/run.js models status --check',
          },
        },
      ],
    },
    {
      name: 'a program that cannot say how it is started is called by its name there',
      facts: facts({ watchPlace: { ...place, program: [], unable: 'no systemd of this user answers here' } }),
      expect: [
        {
          messageId: 'noManager',
          data: { profiles: ['anthropic:manual'], line: '17 6 * * * clawdbot-doctor models status --check' },
        },
      ],
    },
    {
      name: 'a timer that nothing starts watches nothing',
      facts: facts({ watchers: [{ ...timer, enabled: false }] }),
      expect: [
        {
          messageId: 'notEnabled',
          subject: 'monitor',
          severity: 'info',
          data: { profiles: ['anthropic:manual'], timer: 'clawdbot-doctor-watch.timer' },
        },
      ],
    },
  ],
  { describe, it },
)
