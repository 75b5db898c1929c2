import { describe, it } from 'vitest'
import portCheck from '../../../checks/gateway/port.js'
import type { GatewayPort } from '../../../plugins/gateway/facts/port.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, clockFact, NOW } from '../facts.js'
import { aService, servicesFact } from '../host/services-facts.js'
import {
  aNode,
  aPort,
  aProcess,
  aState,
  byHand,
  CONFIG,
  inShell,
  nobodyListens,
  processesOf,
  settingsOf,
  UNIT,
} from './gateway-facts.js'

const facts = (port: GatewayPort, over: object = {}) => ({
  port,
  settings: settingsOf(),
  processes: processesOf(aProcess()),
  services: servicesFact(),
  gatewayNodes: [aNode()],
  task: null,
  account: accountFact,
  clock: clockFact,
  ...over,
})
const alone = { services: servicesFact([]), gatewayNodes: [inShell()], processes: processesOf() }
const stranger = (over: Partial<GatewayPort> = {}) =>
  aPort({ owner: { pid: 77, program: 'nginx' }, answer: 'stranger', ofProcesses: [], ...over })

testCheck(
  portCheck,
  [
    { name: 'a gateway that listens is well', facts: facts(aPort()), expect: [] },
    {
      name: 'so is one that answers behind another program, such as a tunnel',
      facts: facts(aPort({ owner: { pid: 7, program: 'docker-proxy' }, ofProcesses: [] })),
      expect: [],
    },
    {
      name: 'an answer that says nothing is not judged',
      facts: facts(stranger({ answer: 'unclear' })),
      expect: [],
    },
    {
      name: 'it is not judged where there is no gateway, whoever listens',
      facts: facts(stranger(), { ...alone, gatewayNodes: [] }),
      expect: { skip: true },
    },
    {
      name: 'nor where the gateway is on another machine',
      facts: facts(nobodyListens, { settings: settingsOf({ isRemote: true }) }),
      expect: { skip: true },
    },
    {
      name: 'nor where the port is not known',
      facts: facts(nobodyListens, { settings: settingsOf({ reading: 'unread' }) }),
      expect: { skip: true },
    },
    {
      name: 'nor where nobody could be asked',
      facts: facts(aPort({ listening: null, owner: null, answer: 'not-asked' })),
      expect: { skip: true },
    },
    {
      name: 'a stranger on the port of a service',
      facts: facts(stranger()),
      expect: [
        {
          messageId: 'stranger',
          subject: 'port:18789',
          severity: 'error',
          data: { port: 18789, by: 'nginx (process 77)', config: CONFIG },
          evidence: [],
        },
      ],
    },
    {
      name: 'a stranger that may not be looked at, where no service is',
      facts: facts(stranger({ owner: null }), alone),
      expect: [
        {
          messageId: 'stranger',
          severity: 'warning',
          data: { port: 18789, by: 'another program', config: CONFIG },
        },
      ],
    },
    {
      name: 'the gateway of another bot',
      facts: facts(aPort({ owner: { pid: 80, program: null } }), {
        processes: processesOf(byHand(80, { configPath: '/srv/bot/clawdbot.json' })),
        settings: settingsOf({ decidedBy: 'config' }),
      }),
      expect: [
        {
          messageId: 'stranger',
          data: { port: 18789, by: 'the gateway of /srv/bot/clawdbot.json (process 80)', config: CONFIG },
          evidence: [{ kind: 'file', path: CONFIG }],
        },
      ],
    },
    {
      name: 'a service that runs and does not listen',
      facts: facts(nobodyListens),
      expect: [{ messageId: 'silent', subject: 'port:18789', severity: 'error' }],
    },
    {
      name: 'a gateway that is starting does not listen yet',
      facts: facts(nobodyListens, { processes: processesOf(aProcess({ startedAt: NOW - 10_000 })) }),
      expect: [],
    },
    {
      name: 'of a service that does not run, gateway/service tells',
      facts: facts(nobodyListens, {
        services: servicesFact([aService({ state: aState({ activity: 'failed' }) })]),
        processes: processesOf(),
      }),
      expect: [],
    },
    {
      name: 'a service whose command names another port',
      facts: facts(aPort({ listening: false, owner: null, ofProcesses: [{ pid: 4711, ports: [18789] }] }), {
        services: servicesFact([aService({ port: 18789 })]),
        settings: settingsOf({ port: 19000, decidedBy: 'variable' }),
      }),
      expect: [
        {
          messageId: 'serviceDiffers',
          subject: `service:${UNIT}/port`,
          severity: 'warning',
          data: { service: UNIT, there: 18789, port: 19000 },
          evidence: [
            { kind: 'file', path: aService().path },
            { kind: 'environment', name: 'CLAWDBOT_GATEWAY_PORT' },
          ],
        },
      ],
    },
    {
      name: 'a service whose environment names another port, though its command has the last word',
      facts: facts(aPort(), {
        services: servicesFact([
          aService({ places: { ...aService().places, CLAWDBOT_GATEWAY_PORT: '19000' }, port: 18789 }),
        ]),
      }),
      expect: [],
    },
    {
      name: 'a gateway that somebody started with another port',
      facts: facts(aPort({ listening: false, owner: null, ofProcesses: [{ pid: 5000, ports: [19000] }] }), {
        ...alone,
        processes: processesOf(byHand(5000, { configPath: CONFIG })),
      }),
      expect: [
        {
          messageId: 'elsewhere',
          subject: 'port:18789',
          severity: 'warning',
          data: { pid: 5000, port: 18789, ports: [19000], config: CONFIG },
        },
      ],
    },
    {
      name: 'a gateway that nobody has started is only noted',
      facts: facts(nobodyListens, alone),
      expect: [{ messageId: 'notRunning', subject: 'port:18789', severity: 'info', data: { port: 18789 } }],
    },
  ],
  { describe, it },
)
