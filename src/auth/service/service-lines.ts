import { escapeXml } from './escape-xml.js'
import type { GatewayService } from './gateway-service.js'
import { quoteUnitWord } from './unit-words.js'

/** What a person has to write, and where, so that a service gets a variable. */
export interface ServiceEdit {
  readonly line: string
  readonly section: string
  /** The command that opens the place to write it. */
  readonly edit: string
}

const isLaunchd = ({ manager }: GatewayService): boolean => manager.startsWith('launchd')

const systemctl = ({ manager, name }: GatewayService, verb: string): string =>
  manager === 'systemd-user' ? `systemctl --user ${verb} ${name}` : `sudo systemctl ${verb} ${name}`

/** The command that opens what a service is started by. */
const editCommand = (service: GatewayService): string => {
  const { manager, path } = service
  if (!isLaunchd(service)) return systemctl(service, 'edit')
  return manager === 'launchd-daemon' ? `sudo nano "${path}"` : `open -e "${path}"`
}

export const variableLine = (service: GatewayService, name: string, value: string): ServiceEdit => {
  const edit = editCommand(service)
  if (!isLaunchd(service))
    return {
      line: `Environment=${quoteUnitWord(`${name}=${value}`)}`,
      section: '[Service]',
      edit,
    }
  return {
    line: `<key>${escapeXml(name)}</key><string>${escapeXml(value)}</string>`,
    section: 'EnvironmentVariables',
    edit,
  }
}

/** The command after which a service has what was changed. */
export const restartCommand = (service: GatewayService, uid: number): string => {
  if (!isLaunchd(service)) return systemctl(service, 'restart')
  const { manager, name, path } = service
  const isDaemon = manager === 'launchd-daemon'
  const domain = isDaemon ? 'system' : `gui/${uid}`
  const launchctl = isDaemon ? 'sudo launchctl' : 'launchctl'
  return `${launchctl} bootout ${domain}/${name}; ${launchctl} bootstrap ${domain} "${path}"`
}

export const reloadCommand = ({ manager }: GatewayService): string =>
  manager === 'systemd-user' ? 'systemctl --user daemon-reload' : 'sudo systemctl daemon-reload'

/** The command after which a service is started by itself, at boot or login. */
export const enableCommand = (service: GatewayService, uid: number): string =>
  isLaunchd(service) ? restartCommand(service, uid) : systemctl(service, 'enable')

/** The command that shows what a service printed last; `stateDir` is where Clawdbot keeps the logs of launchd. */
export const logCommand = ({ manager, name }: GatewayService, stateDir: string): string => {
  if (manager.startsWith('launchd')) return `tail -n 50 "${stateDir}/logs/gateway.err.log"`
  const own = manager === 'systemd-user' ? 'journalctl --user' : 'sudo journalctl'
  return `${own} -u ${name} -n 50`
}
