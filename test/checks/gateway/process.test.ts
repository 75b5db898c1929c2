import { describe, it } from 'vitest'
import processCheck from '../../../checks/gateway/process.js'
import type { GatewayProcess } from '../../../plugins/gateway/facts/processes.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, clockFact, DAY, HOUR, MINUTE, NOW } from '../facts.js'
import { aService, servicesFact } from '../host/services-facts.js'
import {
  aNode,
  aProcess,
  byHand,
  CONFIG,
  ENV_FILE,
  inShell,
  PACKAGE,
  processesOf,
  settingsOf,
  UNIT,
} from './gateway-facts.js'

const facts = (processes: readonly GatewayProcess[], over: object = {}) => ({
  processes: processesOf(...processes),
  services: servicesFact(),
  gatewayNodes: [aNode(), inShell()],
  settings: settingsOf(),
  account: accountFact,
  clock: clockFact,
  ...over,
})
const noService = { services: servicesFact([]), gatewayNodes: [inShell()] }
/** One that was started in a terminal, and wrote down this config. */
const mine = (pid = 5000, over: Partial<GatewayProcess> = {}) => byHand(pid, { configPath: CONFIG, ...over })
const subject = `service:${UNIT}`
const RESTART = `systemctl --user restart ${UNIT}`
const keysAt = (writtenAt: number) => settingsOf({ envFile: { path: ENV_FILE, writtenAt } })
const installedAt = (writtenAt: number) => ({
  path: PACKAGE,
  version: '2026.1.25',
  engines: null,
  writtenAt,
})

testCheck(
  processCheck,
  [
    { name: 'one gateway that a service started is well', facts: facts([aProcess()]), expect: [] },
    { name: 'one that somebody started is well', facts: facts([byHand()], noService), expect: [] },
    { name: 'it is not judged where none runs', facts: facts([]), expect: { skip: true } },
    {
      name: 'nor where processes are not to be seen',
      facts: facts([], { processes: { seen: false, processes: [] } }),
      expect: { skip: true },
    },
    {
      name: 'another one beside the service',
      facts: facts([aProcess(), byHand(5000), byHand(5001)]),
      expect: [
        {
          messageId: 'beside',
          subject,
          severity: 'warning',
          data: { service: UNIT, pids: [5000, 5001], first: 5000 },
        },
      ],
    },
    {
      name: 'what has only just started may be a command that is over at once',
      facts: facts([aProcess(), byHand(5000, { startedAt: NOW - 29_000 })]),
      expect: [],
    },
    {
      name: 'a gateway of another config is another bot',
      facts: facts([aProcess(), byHand(5000, { configPath: '/srv/bot/clawdbot.json' })]),
      expect: [],
    },
    {
      name: 'so is that of a service with a state of its own',
      facts: facts([aProcess(), byHand(5000, { units: ['work.service'] })], {
        services: servicesFact([aService(), aService({ name: 'work.service', profile: 'work' })]),
      }),
      expect: [],
    },
    {
      name: 'the process of a service is known by its number where it is in no unit',
      facts: facts([aProcess({ units: [] })]),
      expect: [],
    },
    {
      name: 'two that no service started',
      facts: facts([mine(5000, { startedAt: NOW - HOUR }), byHand(4000)], noService),
      expect: [
        {
          messageId: 'several',
          subject: 'gateway',
          severity: 'warning',
          data: { pids: [4000, 5000], last: 5000 },
        },
      ],
    },
    {
      name: 'two whose configs nobody knows may be other bots',
      facts: facts([byHand(5000), byHand(4000)], noService),
      expect: [],
    },
    {
      name: 'so may one be that was started before this home got its keys',
      facts: facts([byHand()], { ...noService, settings: keysAt(NOW - HOUR) }),
      expect: [],
    },
    {
      name: 'a key that was written after the start',
      facts: facts([aProcess()], { settings: keysAt(NOW - HOUR) }),
      expect: [
        {
          messageId: 'olderThanKeys',
          subject,
          severity: 'warning',
          data: { pid: 4711, restart: RESTART, path: ENV_FILE },
          evidence: [{ kind: 'file', path: ENV_FILE }],
        },
      ],
    },
    {
      name: 'and one that was written just as it started',
      facts: facts([aProcess()], { settings: keysAt(NOW - DAY + 1000) }),
      expect: [],
    },
    {
      name: 'a config that changed is taken over by itself',
      facts: facts([aProcess()], { settings: settingsOf({ configWrittenAt: NOW - MINUTE }) }),
      expect: [],
    },
    {
      name: 'except where that is switched off',
      facts: facts([aProcess()], {
        settings: settingsOf({ configWrittenAt: NOW - MINUTE, reloadsNothing: true }),
      }),
      expect: [{ messageId: 'olderThanConfig', subject, evidence: [{ kind: 'file', path: CONFIG }] }],
    },
    {
      name: 'an update under a gateway that runs',
      facts: facts([aProcess()], { gatewayNodes: [aNode({ gateway: installedAt(NOW - HOUR) })] }),
      expect: [
        {
          messageId: 'olderThanInstall',
          subject,
          data: { pid: 4711, restart: RESTART, path: PACKAGE, version: '2026.1.25' },
        },
      ],
    },
    {
      name: 'an update of what only this shell starts',
      facts: facts([aProcess()], {
        gatewayNodes: [aNode(), inShell({ gateway: installedAt(NOW - HOUR) })],
      }),
      expect: [],
    },
    {
      name: 'an update under one that was started by hand',
      facts: facts([mine()], {
        ...noService,
        gatewayNodes: [inShell({ gateway: installedAt(NOW - HOUR) })],
      }),
      expect: [
        {
          messageId: 'olderThanInstall',
          subject: 'gateway',
          data: { pid: 5000, restart: 'kill 5000; clawdbot gateway', path: PACKAGE, version: '2026.1.25' },
        },
      ],
    },
  ],
  { describe, it },
)
