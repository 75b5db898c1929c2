import { type GatewayPort, port } from '../../plugins/gateway/facts/port.js'
import { processes } from '../../plugins/gateway/facts/processes.js'
import { type GatewaySettingsFact, settings } from '../../plugins/gateway/facts/settings.js'
import { task } from '../../plugins/gateway/facts/task.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { services } from '../../plugins/host/facts/services.js'
import { account, clock } from '../../plugins/host/facts.js'
import { SETTLED_MS } from '../../src/auth/service/gateway-processes.js'
import type { GatewayService } from '../../src/auth/service/gateway-service.js'
import { PORT_VARIABLE, portFrom } from '../../src/auth/service/gateway-settings.js'
import { ownServices } from '../../src/auth/service/own-services.js'
import { logCommand } from '../../src/auth/service/service-lines.js'
import {
  defineCheck,
  type Evidence,
  type Finding,
  type Messages,
  type Values,
} from '../../src/contract/index.js'

const messages = {
  stranger: {
    what: "Port {{port}}, which is the gateway's, is taken by {{by}}.",
    why: 'The gateway cannot listen there, and whoever looks for it finds something else.',
    next: 'End that program, or give the gateway another `gateway.port` in {{config|path}}.',
  },
  silent: {
    what: 'The service {{service}} runs, and nothing listens on port {{port}}.',
    why: 'The gateway hangs while it starts, or has another port: nobody can reach it.',
    next: 'Run `{{log}}`: it says what the gateway is doing.',
  },
  serviceDiffers: {
    what: "The service {{service}} is started with port {{there}}; here the gateway's port is {{port}}.",
    why: 'The gateway listens on the one, and commands of this shell look for it on the other.',
    next: 'Run `clawdbot daemon install --force`: it writes the port of the config into the service.',
  },
  elsewhere: {
    what: 'The gateway (process {{pid}}) does not listen on port {{port}}, but on {{ports|list}}.',
    why: 'It was started with another port: commands of this shell do not find it.',
    next: 'Start it again without `--port`, or set `gateway.port` in {{config|path}}.',
  },
  notRunning: {
    what: 'Nothing listens on port {{port}}: the gateway does not run.',
    why: 'The bot does not answer until somebody starts it.',
    next: 'Run `clawdbot gateway`, if it is meant to run now.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { port, settings, processes, services, gatewayNodes, task, account, clock }
type Facts = Values<typeof needs>

export default defineCheck({
  id: 'gateway/port',
  title: 'The gateway listens on its port',
  docsUrl: 'docs/checks/gateway/port.md',
  severity: 'error',
  tags: ['gateway', 'service'],
  needs,
  messages,
  volatile: ['by', 'pid', 'log'],
  applies: ({ port: { listening }, settings, processes: { processes }, services, gatewayNodes, task }) => {
    if (settings.isRemote) return { skip: 'by the config the gateway runs on another machine' }
    if (settings.reading === 'unread')
      return { skip: 'the config could not be read, so the port of the gateway is not known' }
    const isHere = services.services.length > 0 || gatewayNodes.length > 0 || task !== null
    const isRun = processes.some(({ configPath }) => configPath === settings.configPath)
    if (!isHere && !isRun) return { skip: 'there is no gateway here' }
    return listening === null ? { skip: 'who listens on the port could not be asked' } : true
  },
  evaluate: (facts) => {
    const { port, settings, services: known, account } = facts
    const shell = { ...account, env: known.shell.places }
    const own = ownServices(known.services, shell, account.userName)
    const differing = own.filter((service) => portOfService(service, settings) !== settings.port)
    return [
      ...differing.map((service) => differsFinding(service, settings)),
      ...elsewhereFindings(facts, own),
      ...(port.listening === true ? strangerFindings(port, facts, own) : silentFindings(facts, own)),
    ]
  },
})

const subjectOf = ({ port }: GatewaySettingsFact): string => `port:${port}`

const evidenceOf = ({ decidedBy, configPath }: GatewaySettingsFact): readonly Evidence[] => {
  if (decidedBy === 'default') return []
  return [
    decidedBy === 'variable'
      ? { kind: 'environment', name: PORT_VARIABLE }
      : { kind: 'file', path: configPath },
  ]
}

const portOfService = ({ port, places }: GatewayService, settings: GatewaySettingsFact): number =>
  port ?? portFrom(places[PORT_VARIABLE]) ?? settings.port

const differsFinding = (service: GatewayService, settings: GatewaySettingsFact): Found => ({
  messageId: 'serviceDiffers',
  subject: `service:${service.name}/port`,
  severity: 'warning',
  data: { service: service.name, there: portOfService(service, settings), port: settings.port },
  evidence: [{ kind: 'file', path: service.path }, ...evidenceOf(settings)],
})

/** Gateways that are known to have this config, and that no service started. */
const elsewhereFindings = (
  { port, settings, processes: { processes } }: Facts,
  own: readonly GatewayService[],
): readonly Found[] =>
  port.ofProcesses.flatMap(({ pid, ports }): Found[] => {
    const process = processes.find((each) => each.pid === pid)
    const isMine = process?.configPath === settings.configPath
    const isOfService = own.some(({ name }) => process?.units.includes(name))
    if (!isMine || isOfService || ports.length === 0 || ports.includes(settings.port)) return []
    return [
      {
        messageId: 'elsewhere',
        subject: subjectOf(settings),
        severity: 'warning',
        data: { pid, port: settings.port, ports, config: settings.configPath },
        evidence: evidenceOf(settings),
      },
    ]
  })

const strangerFindings = (
  { owner, answer }: GatewayPort,
  { settings, processes: { processes } }: Facts,
  own: readonly GatewayService[],
): readonly Found[] => {
  const theirs = processes.find(
    ({ pid, configPath }) => pid === owner?.pid && configPath !== null && configPath !== settings.configPath,
  )
  if (answer !== 'stranger' && theirs === undefined) return []
  const isMeantToRun = own.some((service) => portOfService(service, settings) === settings.port)
  return [
    {
      messageId: 'stranger',
      subject: subjectOf(settings),
      severity: isMeantToRun ? 'error' : 'warning',
      data: {
        port: settings.port,
        by: nameOf(owner, theirs?.configPath ?? null),
        config: settings.configPath,
      },
      evidence: evidenceOf(settings),
    },
  ]
}

const nameOf = (owner: GatewayPort['owner'], configPath: string | null): string => {
  if (owner === null) return 'another program'
  const { pid, program } = owner
  if (configPath !== null) return `the gateway of ${configPath} (process ${pid})`
  return program === null ? `process ${pid}` : `${program} (process ${pid})`
}

const silentFindings = (
  { port, settings, processes: { processes }, services, task, clock }: Facts,
  own: readonly GatewayService[],
): readonly Found[] => {
  // A gateway takes its time to start.
  const isYoung = processes.some(({ startedAt }) => clock.now - startedAt < SETTLED_MS)
  const running = own.find(
    (service) => service.state?.activity === 'running' && portOfService(service, settings) === settings.port,
  )
  const about = { subject: subjectOf(settings), evidence: evidenceOf(settings) }
  if (running !== undefined)
    return isYoung
      ? []
      : [
          {
            ...about,
            messageId: 'silent',
            data: { service: running.name, port: settings.port, log: logCommand(running, settings.stateDir) },
          },
        ]
  const isTold = services.services.length > 0 || task !== null
  const isElsewhere = port.ofProcesses.some(({ ports }) => ports.length > 0)
  return isTold || isElsewhere || isYoung
    ? []
    : [{ ...about, messageId: 'notRunning', severity: 'info', data: { port: settings.port } }]
}
