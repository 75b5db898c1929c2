import { portFrom } from './gateway-settings.js'
import type { ServiceEnvironment } from './service-environment.js'
import type { ServiceState } from './service-state.js'

export type ServiceManager = 'systemd-user' | 'systemd-system' | 'launchd-agent' | 'launchd-daemon'

/** A service that runs the gateway, and what it is started with. */
export interface GatewayService extends ServiceEnvironment {
  readonly manager: ServiceManager
  /** The unit's name, or launchd's label. */
  readonly name: string
  /** The unit file, or the property list. */
  readonly path: string
  readonly dropIns: readonly string[]
  /** Null where the manager runs it as the user whose manager it is. */
  readonly user: string | null
  /** The first word of its command; null where it names none. */
  readonly program: string | null
  /** The script that is handed to an interpreter. */
  readonly script: string | null
  /** The profile that its command names, whose state is in a folder of its own. */
  readonly profile: string | null
  /** The port that its command names. */
  readonly port: number | null
  /** Variables that are set to something that cannot be told here. */
  readonly unknown: readonly string[]
  /** Where the service would find these on its PATH; null where it would not. */
  readonly finds: { readonly claude: string | null; readonly node: string | null }
  /** Files of variables without which the service does not start, and which are not there. */
  readonly missingFiles: readonly string[]
  /** Files that say something of it, and could not be read: what they set is not known. */
  readonly unread: readonly string[]
  /** Whether its files have changed since systemd read them. */
  readonly needsReload: boolean
  /** How it stands with its manager; null where that could not be asked. */
  readonly state: ServiceState | null
}

/** What a service runs with where neither it nor its manager sets a PATH. */
export const DEFAULT_PATH = {
  systemd: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  launchd: '/usr/bin:/bin:/usr/sbin:/sbin',
} as const

const INTERPRETER = /(^|\/)(node|bun|nodejs)$/

/** The program and the script of a command; its arguments, which may hold a token, are left behind. */
export const programOf = (
  command: readonly string[],
): { readonly program: string | null; readonly script: string | null } => {
  const [program = null, ...rest] = command
  if (program === null || !INTERPRETER.test(program)) return { program, script: null }
  return { program, script: rest.find((word) => !word.startsWith('-')) ?? null }
}

/** The port in the arguments of a command; null where it names none. */
export const portOf = (command: readonly string[]): number | null => {
  const at = command.findIndex((word) => /^--port(=|$)/.test(word))
  return at === -1 ? null : portFrom(command[at]?.split('=')[1] ?? command[at + 1])
}
