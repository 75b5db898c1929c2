import { describe, it } from 'vitest'
import serviceCheck from '../../../checks/gateway/service.js'
import type { GatewayTask } from '../../../plugins/gateway/facts/task.js'
import type { Services } from '../../../plugins/host/facts/services.js'
import type { ServiceState } from '../../../src/auth/service/service-state.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, clockFact, HOME } from '../facts.js'
import { aService, servicesFact } from '../host/services-facts.js'
import { aNode, aState, byHand, inShell, processesOf, settingsOf, UNIT } from './gateway-facts.js'

const facts = (services: Services, over: object = {}) => ({
  services,
  account: accountFact,
  clock: clockFact,
  gatewayNodes: [aNode()],
  settings: settingsOf(),
  processes: processesOf(),
  task: null,
  ...over,
})
const none = servicesFact([])
const withState = (over: Partial<ServiceState>) => servicesFact([aService({ state: aState(over) })])
const work = (over: Partial<ServiceState> = {}) =>
  aService({ name: 'bot.service', path: '/etc/systemd/user/bot.service', state: aState({ pid: 9, ...over }) })
const subject = `service:${UNIT}`
const LOG = `journalctl --user -u ${UNIT} -n 50`

const SCRIPT = 'C:\\Users\\ada\\.clawdbot\\gateway.cmd'
const onWindows = (over: Partial<GatewayTask> = {}) =>
  facts(none, {
    account: { ...accountFact, platform: 'win32' },
    task: { name: 'Clawdbot Gateway', script: SCRIPT, isThere: true, state: aState(), ...over },
  })

testCheck(
  serviceCheck,
  [
    { name: 'a service that runs and is enabled is well', facts: facts(servicesFact()), expect: [] },
    {
      name: 'one that is just starting is well',
      facts: facts(withState({ activity: 'starting' })),
      expect: [],
    },
    {
      name: 'one that is started by something else is well',
      facts: facts(withState({ enabled: null })),
      expect: [],
    },
    {
      name: 'it is not judged where there is no gateway',
      facts: facts(none, { gatewayNodes: [] }),
      expect: { skip: true },
    },
    {
      name: 'nor where the gateway is on another machine',
      facts: facts(withState({ activity: 'failed' }), { settings: settingsOf({ isRemote: true }) }),
      expect: { skip: true },
    },
    {
      name: 'nor where no manager answers',
      facts: facts(servicesFact([aService({ state: null })])),
      expect: { skip: true },
    },
    {
      name: 'nor in a container, which has no services',
      facts: facts(servicesFact([], { inside: 'container' }), { gatewayNodes: [inShell()] }),
      expect: { skip: true },
    },
    {
      name: 'a gateway that no service runs is only noted',
      facts: facts(none, { gatewayNodes: [inShell()] }),
      expect: [{ messageId: 'notInstalled', subject: 'gateway', severity: 'info' }],
    },
    {
      name: 'also one that runs with this config, and is not on PATH',
      facts: facts(none, {
        gatewayNodes: [],
        processes: processesOf(byHand(5000, { configPath: settingsOf().configPath })),
      }),
      expect: [{ messageId: 'notInstalled' }],
    },
    {
      name: 'of one that runs with a config that nobody knows nothing follows',
      facts: facts(none, { gatewayNodes: [], processes: processesOf(byHand()) }),
      expect: { skip: true },
    },
    {
      name: 'a service that failed, with its exit code',
      facts: facts(withState({ activity: 'failed', pid: null, exitCode: 78 })),
      expect: [
        {
          messageId: 'failed',
          subject,
          severity: 'error',
          data: {
            service: UNIT,
            ended: ' with exit code 78',
            log: LOG,
            restart: `systemctl --user restart ${UNIT}`,
            enable: `systemctl --user enable ${UNIT}`,
          },
          evidence: [{ kind: 'file', path: aService().path }],
          causedBy: [
            `host/node!gone#${subject}/file:*`,
            `host/node!tooOld#${subject}/node`,
            `host/service-env!nodeOffPath#${subject}/node`,
            `host/service-env!missingFile#${subject}/file:*`,
            'gateway/port!stranger',
            'gateway/process!beside',
            'config/readable!unparseable',
          ],
        },
      ],
    },
    {
      name: 'a service that is started again and again, by the signal that ends it',
      facts: facts(withState({ activity: 'restarting', signal: 9 })),
      expect: [{ messageId: 'restarting', subject, severity: 'error' }],
    },
    {
      name: 'one that failed while a gateway runs that somebody started by hand',
      facts: facts(withState({ activity: 'failed' }), { processes: processesOf(byHand()) }),
      expect: [{ messageId: 'failed', severity: 'warning' }],
    },
    {
      name: 'a service that is enabled and does not run',
      facts: facts(withState({ activity: 'stopped' })),
      expect: [{ messageId: 'stopped', subject, severity: 'warning' }],
    },
    {
      name: 'one that is not enabled either, where nothing else runs',
      facts: facts(withState({ activity: 'stopped', enabled: false })),
      expect: [{ messageId: 'stopped', severity: 'warning' }],
    },
    {
      name: 'one that is left over beside a gateway that runs',
      facts: facts(withState({ activity: 'stopped', enabled: false }), { processes: processesOf(byHand()) }),
      expect: [{ messageId: 'unused', severity: 'info' }],
    },
    {
      name: 'a service that runs until the next restart',
      facts: facts(withState({ enabled: false })),
      expect: [{ messageId: 'notEnabled', subject, severity: 'warning' }],
    },
    {
      name: 'two services of one gateway',
      facts: facts(servicesFact([aService(), work()])),
      expect: [
        {
          messageId: 'several',
          subject: `services:bot.service,${UNIT}`,
          severity: 'warning',
          data: { services: ['bot.service', UNIT] },
        },
      ],
    },
    {
      name: 'one that is left over beside the service that runs',
      facts: facts(servicesFact([aService(), work({ activity: 'stopped', enabled: false })])),
      expect: [
        { messageId: 'unused', subject: 'service:bot.service', severity: 'info' },
        { messageId: 'several', severity: 'info' },
      ],
    },
    {
      name: 'a gateway with a state of its own is another one',
      facts: facts(
        servicesFact([
          aService(),
          aService({ name: 'work.service', profile: 'work', state: aState({ activity: 'failed' }) }),
        ]),
      ),
      expect: [],
    },
    {
      name: 'a service of another user is not judged',
      facts: facts(
        servicesFact([
          aService({ user: 'bob', places: { HOME: '/home/bob' }, state: aState({ activity: 'failed' }) }),
        ]),
      ),
      expect: [],
    },
    { name: 'a task of Windows that runs is well', facts: onWindows(), expect: [] },
    {
      name: 'it is not judged where the task scheduler could not be asked',
      facts: onWindows({ isThere: null, state: null }),
      expect: { skip: true },
    },
    { name: 'nor is a task of which it says nothing', facts: onWindows({ state: null }), expect: [] },
    {
      name: 'a script without its task',
      facts: onWindows({ isThere: false, state: null }),
      expect: [
        {
          messageId: 'noTask',
          subject: 'service:Clawdbot Gateway',
          severity: 'warning',
          evidence: [{ kind: 'file', path: SCRIPT }],
        },
      ],
    },
    {
      name: 'a task that failed',
      facts: onWindows({ state: aState({ activity: 'failed', exitCode: 1 }) }),
      expect: [{ messageId: 'failed', severity: 'error' }],
    },
    {
      name: 'a task that does not run',
      facts: onWindows({ state: aState({ activity: 'stopped' }) }),
      expect: [{ messageId: 'stopped', severity: 'warning' }],
    },
    {
      name: 'on a Mac the log is a file',
      facts: facts(
        servicesFact([
          aService({
            manager: 'launchd-agent',
            name: 'com.clawdbot.gateway',
            path: `${HOME}/Library/LaunchAgents/com.clawdbot.gateway.plist`,
            state: aState({ activity: 'failed', exitCode: 1 }),
          }),
        ]),
      ),
      expect: [{ messageId: 'failed', subject: 'service:com.clawdbot.gateway', severity: 'error' }],
    },
  ],
  { describe, it },
)
