import type { GatewayPort } from '../../../plugins/gateway/facts/port.js'
import type { GatewayProcess } from '../../../plugins/gateway/facts/processes.js'
import type { GatewaySettingsFact } from '../../../plugins/gateway/facts/settings.js'
import type { GatewayNode } from '../../../plugins/host/facts/gateway-node.js'
import type { ServiceState } from '../../../src/auth/service/service-state.js'
import { DAY, HOME, NOW } from '../facts.js'

export const CONFIG = `${HOME}/.clawdbot/clawdbot.json`
export const ENV_FILE = `${HOME}/.clawdbot/.env`
export const PACKAGE = '/usr/lib/node_modules/clawdbot/package.json'
export const UNIT = 'clawdbot-gateway.service'

export const settingsOf = (over: Partial<GatewaySettingsFact> = {}): GatewaySettingsFact => ({
  port: 18789,
  decidedBy: 'default',
  isRemote: false,
  onLoopback: true,
  tls: false,
  reloadsNothing: false,
  writtenBy: '2026.1.24',
  configPath: CONFIG,
  reading: 'ok',
  configWrittenAt: NOW - 2 * DAY,
  envFile: { path: ENV_FILE, writtenAt: null },
  stateDir: `${HOME}/.clawdbot`,
  ...over,
})

export const aState = (over: Partial<ServiceState> = {}): ServiceState => ({
  activity: 'running',
  enabled: true,
  pid: 4711,
  exitCode: null,
  signal: null,
  ...over,
})

/** One that the service of `aService` started yesterday. */
export const aProcess = (over: Partial<GatewayProcess> = {}): GatewayProcess => ({
  pid: 4711,
  parent: 1,
  startedAt: NOW - DAY,
  units: ['user@1000.service', UNIT],
  configPath: CONFIG,
  ...over,
})

/** One that was started in a terminal. */
export const byHand = (pid = 5000, over: Partial<GatewayProcess> = {}): GatewayProcess =>
  aProcess({ pid, units: [], configPath: null, ...over })

export const processesOf = (...processes: readonly GatewayProcess[]) => ({ seen: true, processes })

export const aNode = (over: Partial<GatewayNode> = {}): GatewayNode => ({
  service: UNIT,
  gateway: { path: PACKAGE, version: '2026.1.24', engines: '>=22.12.0', writtenAt: NOW - 10 * DAY },
  node: '/usr/bin/node',
  version: '22.12.0',
  gone: [],
  ...over,
})

export const inShell = (over: Partial<GatewayNode> = {}): GatewayNode => aNode({ service: null, ...over })

/** The gateway of `aProcess` listens, and nobody else. */
export const aPort = (over: Partial<GatewayPort> = {}): GatewayPort => ({
  listening: true,
  owner: { pid: 4711, program: null },
  answer: 'gateway',
  ofProcesses: [{ pid: 4711, ports: [18789] }],
  ...over,
})

export const nobodyListens = aPort({ listening: false, owner: null, answer: null, ofProcesses: [] })
