import { gatewayAround } from '../../../src/auth/service/installed-gateway.js'
import { defineFact } from '../../../src/contract/index.js'

/** A `clawdbot` on PATH that is the gateway's, and the version of its package. */
export interface GatewayInstall {
  /** As it is found on PATH. */
  readonly command: string
  readonly packagePath: string
  readonly version: string
}

/** The installed gateways on PATH, each once, the one that is started first. */
export const installs = defineFact({
  id: 'gateway/installs',
  collect: async ({ which, fs }): Promise<readonly GatewayInstall[]> => {
    const commands = (await which('clawdbot')).filter(({ executable }) => executable)
    const found = await Promise.all(
      commands.map(async ({ path }): Promise<GatewayInstall[]> => {
        const gateway = await gatewayAround(path, fs)
        return gateway === null
          ? []
          : [{ command: path, packagePath: gateway.path, version: gateway.version }]
      }),
    )
    const all = found.flat()
    return all.filter(
      ({ packagePath }, index) => all.findIndex((other) => other.packagePath === packagePath) === index,
    )
  },
})
