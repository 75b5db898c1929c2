import { processes } from '../../plugins/gateway/facts/processes.js'
import { settings } from '../../plugins/gateway/facts/settings.js'
import { type GatewayTask, task } from '../../plugins/gateway/facts/task.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { services } from '../../plugins/host/facts/services.js'
import { account, clock } from '../../plugins/host/facts.js'
import { sortProcesses } from '../../src/auth/service/gateway-processes.js'
import type { GatewayService } from '../../src/auth/service/gateway-service.js'
import { ownServices, rivalServices } from '../../src/auth/service/own-services.js'
import { enableCommand, logCommand, restartCommand } from '../../src/auth/service/service-lines.js'
import type { ServiceState } from '../../src/auth/service/service-state.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const SILENT = 'As long as it does not run, the bot does not answer.'

const messages = {
  notInstalled: {
    what: 'Clawdbot is installed, and no service runs its gateway.',
    why: 'A gateway that is started by hand ends with its terminal, and does not come back after a restart.',
    next: 'Run `clawdbot daemon install`, unless you start it in another way.',
  },
  failed: {
    what: 'The service {{service}} has failed{{ended}}.',
    why: SILENT,
    next: 'Run `{{log}}`: it says why. Then run `{{restart}}`.',
  },
  restarting: {
    what: 'The service {{service}} ends as soon as it is started{{ended}}, and is started again and again.',
    why: SILENT,
    next: 'Run `{{log}}`: it says why.',
  },
  stopped: {
    what: 'The service {{service}} is installed and does not run.',
    why: SILENT,
    next: 'Run `{{restart}}`, if nobody stopped it on purpose.',
  },
  unused: {
    what: 'The service {{service}} is installed, and neither runs nor is started by itself.',
    why: 'Something else runs the gateway, so it does nothing.',
  },
  notEnabled: {
    what: 'The service {{service}} runs, and is not started by itself after a restart.',
    why: 'The bot is silent then, until somebody starts it.',
    next: 'Run `{{enable}}`.',
  },
  several: {
    what: 'Several services run the same gateway: {{services|list}}.',
    why: 'They use the same port and the same files: one of them keeps the others from starting, or ends again and again.',
    next: 'Keep one, and disable the others.',
  },
  noTask: {
    what: '{{script|path}} is there, and the task scheduler has no task {{service}} that runs it.',
    why: 'Nothing starts the gateway when you log in.',
    next: 'Run `clawdbot daemon install --force`.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { services, account, clock, gatewayNodes, settings, processes, task }
type Facts = Values<typeof needs>

export default defineCheck({
  id: 'gateway/service',
  title: 'A service runs the gateway',
  docsUrl: 'docs/checks/gateway/service.md',
  severity: 'error',
  tags: ['gateway', 'service'],
  needs,
  messages,
  volatile: ['ended', 'log', 'restart', 'enable'],
  applies: ({ services: { services, inside }, gatewayNodes, settings, processes, task }) => {
    if (settings.isRemote) return { skip: 'by the config the gateway runs on another machine' }
    if (services.length > 0)
      return services.some(({ state }) => state !== null)
        ? true
        : { skip: 'no service manager answers, so it is not known whether its service runs' }
    if (task !== null) return task.isThere === null ? { skip: 'the task scheduler could not be asked' } : true
    if (inside === 'container') return { skip: 'this is a container: what starts it starts the gateway' }
    const isRun = processes.processes.some(({ configPath }) => configPath === settings.configPath)
    return gatewayNodes.length > 0 || isRun
      ? true
      : { skip: 'there is no `clawdbot` on PATH, and no service that runs the gateway' }
  },
  evaluate: (facts) => {
    const { services: known, account, clock, settings, processes, task } = facts
    if (known.services.length === 0) return task === null ? [NOT_INSTALLED] : taskFindings(task)
    const shell = { ...account, env: known.shell.places }
    const own = ownServices(known.services, shell, account.userName)
    const sorted = sortProcesses(
      processes.processes,
      { all: known.services, judged: own },
      settings.configPath,
      clock.now,
    )
    const isRun = sorted.byHand.length > 0 || own.some(({ state }) => state?.activity === 'running')
    return [
      ...own.flatMap((service) => judge(service, isRun, facts)),
      ...rivalServices(own, shell).map(severalFinding),
    ]
  },
})

const NOT_INSTALLED: Found = { messageId: 'notInstalled', subject: 'gateway', severity: 'info', evidence: [] }

/** What a service ended with, to stand after "failed". */
const endOf = ({ exitCode, signal }: ServiceState): string => {
  if (signal !== null) return `, ended by signal ${signal}`
  return exitCode === null ? '' : ` with exit code ${exitCode}`
}

/** Why a service that is installed does not run, as other checks say it. */
const causesOf = (subject: string): readonly string[] => [
  `host/node!gone#${subject}/file:*`,
  `host/node!tooOld#${subject}/node`,
  `host/service-env!nodeOffPath#${subject}/node`,
  `host/service-env!missingFile#${subject}/file:*`,
  'gateway/port!stranger',
  'gateway/process!beside',
  'config/readable!unparseable',
]

const judge = (service: GatewayService, isRun: boolean, { account, settings }: Facts): readonly Found[] => {
  const { name, path, state } = service
  if (state === null) return []
  const subject = `service:${name}`
  const about = (messageId: Found['messageId'], severity: Found['severity'] = 'error'): readonly Found[] => [
    {
      messageId,
      subject,
      severity: severity === 'error' && isRun ? 'warning' : severity,
      data: {
        service: name,
        ended: endOf(state),
        log: logCommand(service, settings.stateDir),
        restart: restartCommand(service, account.uid),
        enable: enableCommand(service, account.uid),
      },
      evidence: [{ kind: 'file', path }],
      ...(messageId === 'notEnabled' || messageId === 'unused' ? {} : { causedBy: causesOf(subject) }),
    },
  ]
  switch (state.activity) {
    case 'failed':
      return about('failed')
    case 'restarting':
      return about('restarting')
    case 'stopped':
      return isRun && state.enabled === false ? about('unused', 'info') : about('stopped', 'warning')
    case 'running':
      return state.enabled === false ? about('notEnabled', 'warning') : []
    default:
      return []
  }
}

const severalFinding = (rivals: readonly GatewayService[]): Found => {
  const names = rivals.map(({ name }) => name).sort()
  const live = rivals.filter(({ state }) => state?.enabled !== false || state.activity === 'running')
  return {
    messageId: 'several',
    subject: `services:${names.join(',')}`,
    severity: live.length > 1 ? 'warning' : 'info',
    data: { services: names },
    evidence: rivals.map(({ path }) => ({ kind: 'file', path })),
  }
}

const taskFindings = ({ name, script, isThere, state }: GatewayTask): readonly Found[] => {
  const base = { subject: `service:${name}`, evidence: [{ kind: 'file', path: script } as const] }
  if (isThere === false)
    return [{ ...base, messageId: 'noTask', severity: 'warning', data: { service: name, script } }]
  const log = `schtasks /Query /TN "${name}" /V /FO LIST`
  const restart = `schtasks /Run /TN "${name}"`
  if (state?.activity === 'failed')
    return [{ ...base, messageId: 'failed', data: { service: name, ended: endOf(state), log, restart } }]
  return state?.activity === 'stopped'
    ? [{ ...base, messageId: 'stopped', severity: 'warning', data: { service: name, restart } }]
    : []
}
