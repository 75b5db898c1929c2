import { gatewayAround, type InstalledGateway } from '../../../src/auth/service/installed-gateway.js'
import { nodeVersion } from '../../../src/auth/service/node-range.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { services } from './services.js'

/** One way in which the gateway is started: by a service, or by `clawdbot` in this shell (`service` is null then). */
export interface GatewayNode {
  readonly service: string | null
  readonly gateway: InstalledGateway | null
  /** The `node` that it is started with; null where none is found, or it is not Node that starts it. */
  readonly node: string | null
  /** What `node --version` said; null where it could not be run or said something else. */
  readonly version: string | null
  /** Of the program and the script that a service names, those that are not there. */
  readonly gone: readonly string[]
}

const VERSION_MS = 3000

export const gatewayNodes = defineFact({
  id: 'host/gateway-nodes',
  needs: { services },
  collect: async (context, { services: { services, shellFinds } }): Promise<readonly GatewayNode[]> => {
    const [command] = (await context.which('clawdbot')).filter(({ executable }) => executable)
    const ofServices = services.map(async ({ name, program, script, finds }): Promise<GatewayNode> => {
      const named = [program, script].filter((path): path is string => path?.startsWith('/') === true)
      const stats = await Promise.all(named.map((path) => context.fs.stat(path)))
      const gone = named.filter((_, index) => isGone(stats[index]?.state))
      const node = program !== null && isNode(program) ? program : script === null ? finds.node : null
      return {
        service: name,
        gateway: await gatewayAround(script ?? program, context.fs),
        node,
        version: await versionOf(node, context),
        gone,
      }
    })
    const inShell = async (path: string): Promise<GatewayNode> => ({
      service: null,
      gateway: await gatewayAround(path, context.fs),
      node: shellFinds.node,
      version: await versionOf(shellFinds.node, context),
      gone: [],
    })
    return Promise.all([...ofServices, ...(command === undefined ? [] : [inShell(command.path)])])
  },
})

const isNode = (program: string): boolean => /(^|\/)node(js)?$/.test(program)

const isGone = (state: string | undefined): boolean => state === 'absent' || state === 'dangling-link'

const versionOf = async (node: string | null, { exec }: ProbeContext): Promise<string | null> => {
  if (node === null) return null
  const printed = await exec([node, '--version'], { timeoutMs: VERSION_MS })
  return printed.outcome === 'exited' && printed.code === 0 ? nodeVersion(printed.stdout) : null
}
