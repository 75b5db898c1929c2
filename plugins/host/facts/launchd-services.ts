import { isGatewayLabel, profileOf, runsGateway } from '../../../src/auth/service/gateway-names.js'
import {
  DEFAULT_PATH,
  type GatewayService,
  portOf,
  programOf,
  type ServiceManager,
} from '../../../src/auth/service/gateway-service.js'
import { readLaunchAgent } from '../../../src/auth/service/launch-agent.js'
import { serviceEnvironment } from '../../../src/auth/service/service-environment.js'
import { launchdState, NOT_LOADED, type ServiceState } from '../../../src/auth/service/service-state.js'
import type { ProbeContext } from '../../../src/contract/index.js'
import { foundOn } from './found-on.js'
import { readPlist } from './property-list.js'

interface Folder {
  readonly path: string
  readonly manager: ServiceManager
}

/** The gateway's launchd agents of this user and of all users, and its daemons. */
export const launchdServices = async (context: ProbeContext): Promise<readonly GatewayService[]> => {
  const folders: readonly Folder[] = [
    { path: `${context.home}/Library/LaunchAgents`, manager: 'launchd-agent' },
    { path: '/Library/LaunchAgents', manager: 'launchd-agent' },
    { path: '/Library/LaunchDaemons', manager: 'launchd-daemon' },
  ]
  const found = await Promise.all(
    folders.map(async ({ path, manager }) => {
      const listed = await context.fs.list(path)
      const names = listed.state === 'ok' ? listed.names.filter((name) => name.endsWith('.plist')) : []
      return (await Promise.all(names.map((name) => readService(`${path}/${name}`, manager, context)))).flat()
    }),
  )
  return found.flat()
}

const readService = async (
  path: string,
  manager: ServiceManager,
  context: ProbeContext,
): Promise<readonly GatewayService[]> => {
  const fileLabel = path.replace(/^.*\//, '').replace(/\.plist$/, '')
  const read = await readPlist(path, context)
  const isDaemon = manager === 'launchd-daemon'
  const base = { manager, path, dropIns: [], missingFiles: [], unknown: [], needsReload: false }
  if (read.state !== 'ok') {
    if (!isGatewayLabel(fileLabel) || read.state === 'absent') return []
    const command = { program: null, script: null, profile: null, port: null }
    const unknown = { ...command, user: null, state: null, places: {}, keys: {} }
    return [{ ...base, ...unknown, name: fileLabel, finds: { claude: null, node: null }, unread: [path] }]
  }
  const { label, command, environment, user, disabled } = readLaunchAgent(read.value)
  const name = label ?? fileLabel
  const runs = (isGatewayLabel(name) && command.includes('gateway')) || runsGateway(command)
  if (disabled || !runs) return []
  const owner = isDaemon ? (user ?? 'root') : null
  const all = {
    PATH: DEFAULT_PATH.launchd,
    ...(isDaemon ? {} : { HOME: context.home }),
    ...environment,
  }
  const [claude, node] = await Promise.all(
    ['claude', 'node'].map((program) => foundOn(program, all.PATH, context.fs)),
  )
  return [
    {
      ...base,
      name,
      user: owner,
      ...programOf(command),
      profile: profileOf(command),
      port: portOf(command),
      finds: { claude: claude ?? null, node: node ?? null },
      unread: [],
      state: await stateOf(name, isDaemon, context),
      ...serviceEnvironment(all, context.seal),
    },
  ]
}

const STATE_MS = 2000
/** What `launchctl` ends with where it knows no such service. */
const NO_SUCH_SERVICE = 113

const stateOf = async (
  label: string,
  isDaemon: boolean,
  { exec, user }: ProbeContext,
): Promise<ServiceState | null> => {
  const domain = isDaemon ? 'system' : `gui/${user.uid}`
  const printed = await exec(['launchctl', 'print', `${domain}/${label}`], { timeoutMs: STATE_MS })
  if (printed.outcome !== 'exited') return null
  if (printed.code === NO_SUCH_SERVICE) return NOT_LOADED
  return printed.code === 0 ? launchdState(printed.stdout) : null
}
