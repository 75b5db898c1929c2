import { processes } from '../../plugins/gateway/facts/processes.js'
import { type GatewaySettingsFact, settings } from '../../plugins/gateway/facts/settings.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { services } from '../../plugins/host/facts/services.js'
import { account, clock } from '../../plugins/host/facts.js'
import { type JudgedProcess, sortProcesses } from '../../src/auth/service/gateway-processes.js'
import type { GatewayService } from '../../src/auth/service/gateway-service.js'
import type { InstalledGateway } from '../../src/auth/service/installed-gateway.js'
import { ownServices } from '../../src/auth/service/own-services.js'
import { restartCommand } from '../../src/auth/service/service-lines.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const RESTART = 'Run `{{restart}}`.'

const messages = {
  beside: {
    what: 'Beside the service {{service}} another gateway runs (process {{pids|list}}).',
    why: 'Two gateways answer the same messages, and renew the same login: one of them is logged out.',
    next: 'End the other one: run `kill {{first}}`.',
  },
  several: {
    what: 'Several gateways run at once (processes {{pids|list}}), and no service started them.',
    why: 'Unless each has a config of its own, they answer the same messages, and log each other out.',
    next: 'End all but one: run `kill {{last}}`.',
  },
  olderThanKeys: {
    what: 'The gateway (process {{pid}}) was started before {{path|path}} was changed.',
    why: 'It reads that file only when it starts: it goes on with the keys that stood there before.',
    next: RESTART,
  },
  olderThanConfig: {
    what: 'The gateway (process {{pid}}) was started before {{path|path}} was changed, and reloads nothing.',
    why: 'With `gateway.reload.mode` set to `off` it goes on with the config as it was.',
    next: RESTART,
  },
  olderThanInstall: {
    what: 'The gateway (process {{pid}}) was started before Clawdbot {{version}} was installed.',
    why: 'It runs the version before, and breaks where it loads a file that is no longer there.',
    next: RESTART,
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'gateway/process',
  title: 'One gateway runs, with what is configured and installed now',
  docsUrl: 'docs/checks/gateway/process.md',
  severity: 'warning',
  tags: ['gateway', 'service'],
  needs: { processes, services, gatewayNodes, settings, account, clock },
  messages,
  volatile: ['pid', 'pids', 'first', 'last', 'restart', 'version'],
  applies: ({ processes: { seen, processes } }) => {
    if (!seen) return { skip: 'only Linux shows which processes run, and since when' }
    return processes.length > 0 ? true : { skip: 'no gateway of this user runs here' }
  },
  evaluate: ({ processes, services: known, gatewayNodes, settings, account, clock }) => {
    const shell = { ...account, env: known.shell.places }
    const judged = ownServices(known.services, shell, account.userName)
    const sorted = sortProcesses(
      processes.processes,
      { all: known.services, judged },
      settings.configPath,
      clock.now,
    )
    const { ofServices, byHand } = sorted
    const isMine = byHand.some(({ configPath }) => configPath === settings.configPath)
    const [first] = ofServices
    const inShell = gatewayNodes.find(({ service }) => service === null)?.gateway ?? null
    const started = ofServices.map(({ process, service }): Started => {
      const gateway = gatewayNodes.find((each) => each.service === service.name)?.gateway ?? null
      return { process, service, gateway, restart: restartCommand(service, account.uid) }
    })
    const alone = byHand.length === 1 && first === undefined && isMine ? byHand[0] : undefined
    if (alone !== undefined)
      started.push({
        process: alone,
        service: null,
        gateway: inShell,
        restart: `kill ${alone.pid}; clawdbot gateway`,
      })
    return [
      ...(first === undefined ? severalFinding(isMine ? byHand : []) : besideFinding(first.service, byHand)),
      ...started.flatMap((each) => outdatedFindings(each, settings)),
    ]
  },
})

interface Started {
  readonly process: JudgedProcess
  readonly service: GatewayService | null
  readonly gateway: InstalledGateway | null
  readonly restart: string
}

const besideFinding = (
  { name, path }: GatewayService,
  byHand: readonly JudgedProcess[],
): readonly Found[] => {
  const pids = byHand.map(({ pid }) => pid)
  const [first] = pids
  if (first === undefined) return []
  return [
    {
      messageId: 'beside',
      subject: `service:${name}`,
      data: { service: name, pids, first },
      evidence: [{ kind: 'file', path }],
    },
  ]
}

const severalFinding = (byHand: readonly JudgedProcess[]): readonly Found[] => {
  const pids = byHand.map(({ pid }) => pid)
  const last = pids.at(-1)
  return pids.length < 2 || last === undefined
    ? []
    : [{ messageId: 'several', subject: 'gateway', data: { pids, last }, evidence: [] }]
}

/** The clock of a file system and that of the processes differ by a little. */
const SKEW_MS = 2000

const outdatedFindings = (
  { process: { pid, startedAt }, service, gateway, restart }: Started,
  { envFile, configPath, configWrittenAt, reloadsNothing }: GatewaySettingsFact,
): readonly Found[] => {
  const subject = service === null ? 'gateway' : `service:${service.name}`
  const isLater = (writtenAt: number | null | undefined): boolean =>
    typeof writtenAt === 'number' && writtenAt > startedAt + SKEW_MS
  const about = (messageId: Found['messageId'], path: string, version?: string): Found => ({
    messageId,
    subject,
    data: { pid, restart, path, ...(version === undefined ? {} : { version }) },
    evidence: [{ kind: 'file', path }],
  })
  return [
    ...(isLater(envFile.writtenAt) ? [about('olderThanKeys', envFile.path)] : []),
    ...(reloadsNothing && isLater(configWrittenAt) ? [about('olderThanConfig', configPath)] : []),
    ...(gateway !== null && isLater(gateway.writtenAt)
      ? [about('olderThanInstall', gateway.path, gateway.version)]
      : []),
  ]
}
