import type { Services } from '../../../plugins/host/facts/services.js'
import type { GatewayService } from '../../../src/auth/service/gateway-service.js'
import { HOME } from '../facts.js'

const PATH = `${HOME}/.local/bin:/usr/bin`

/** A service of the user that sees just what the shell sees. */
export const aService = (over: Partial<GatewayService> = {}): GatewayService => ({
  manager: 'systemd-user',
  name: 'clawdbot-gateway.service',
  path: `${HOME}/.config/systemd/user/clawdbot-gateway.service`,
  dropIns: [],
  user: null,
  program: '/usr/bin/node',
  script: '/usr/lib/node_modules/clawdbot/dist/entry.js',
  profile: null,
  port: null,
  unknown: [],
  finds: { claude: `${HOME}/.local/bin/claude`, node: '/usr/bin/node' },
  missingFiles: [],
  unread: [],
  needsReload: false,
  state: { activity: 'running', enabled: true, pid: 4711, exitCode: null, signal: null },
  places: { HOME, PATH },
  keys: {},
  ...over,
})

export const servicesFact = (
  services: readonly GatewayService[] = [aService()],
  over: Partial<Services> = {},
): Services => ({
  services,
  answers: true,
  linger: true,
  shell: { places: { HOME, PATH }, keys: {} },
  shellFinds: { claude: `${HOME}/.local/bin/claude`, node: '/usr/bin/node' },
  inEnvFile: [],
  inside: null,
  ...over,
})
