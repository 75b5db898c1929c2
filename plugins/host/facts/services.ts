import { parseEnvFile } from '../../../src/auth/env-file.js'
import { stateDir } from '../../../src/auth/paths.js'
import type { GatewayService } from '../../../src/auth/service/gateway-service.js'
import { type ServiceEnvironment, serviceEnvironment } from '../../../src/auth/service/service-environment.js'
import { parseShow } from '../../../src/auth/service/systemd-show.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { accounts } from './accounts.js'
import { foundOn } from './found-on.js'
import { launchdServices } from './launchd-services.js'
import { surroundings } from './surroundings.js'
import { systemdServices } from './systemd-services.js'

/** The services that run the gateway, and this shell's own environment to hold against theirs. */
export interface Services {
  readonly services: readonly GatewayService[]
  /** Whether the user's service manager could be asked. */
  readonly answers: boolean
  /** Whether this user's services stay when the user logs out; null where nobody could tell. */
  readonly linger: boolean | null
  readonly shell: ServiceEnvironment
  readonly shellFinds: { readonly claude: string | null; readonly node: string | null }
  /** Keys in the `.env` file of the state folder, which every gateway of this state reads by itself. */
  readonly inEnvFile: readonly string[]
  readonly inside: 'wsl' | 'container' | null
}

export const services = defineFact({
  id: 'host/services',
  needs: { accounts, surroundings },
  collect: async (context, { accounts, surroundings }): Promise<Services> => {
    const { platform, env, fs, seal } = context
    const [found, claude, node, envFile] = await Promise.all([
      platform === 'linux'
        ? systemdServices(context, accounts)
        : { services: platform === 'darwin' ? await launchdServices(context) : [], answers: true },
      foundOn('claude', env.PATH ?? '', fs),
      foundOn('node', env.PATH ?? '', fs),
      fs.readText(`${stateDir(context)}/.env`),
    ])
    const variables = envFile.state === 'ok' ? parseEnvFile(envFile.text) : {}
    const isOfUser = found.services.some(({ manager }) => manager === 'systemd-user')
    return {
      ...found,
      linger: isOfUser && found.answers ? await lingers(context) : null,
      shell: serviceEnvironment(env, seal),
      shellFinds: { claude, node },
      inEnvFile: Object.keys(serviceEnvironment(variables, seal).keys),
      inside: surroundings.inside,
    }
  },
})

const LINGER_MS = 2000

const lingers = async ({ exec, user }: ProbeContext): Promise<boolean | null> => {
  const argv = ['loginctl', 'show-user', user.name, '--property=Linger']
  const told = await exec(argv, { timeoutMs: LINGER_MS })
  const { Linger } = told.outcome === 'exited' && told.code === 0 ? parseShow(told.stdout) : {}
  return Linger === 'yes' ? true : Linger === 'no' ? false : null
}
