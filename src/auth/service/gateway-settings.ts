import { finite, isMapping } from '../mapping.js'

/** What decides where the gateway listens, and when it has to be started again. */
export interface GatewaySettings {
  readonly port: number
  /** What says so. */
  readonly decidedBy: 'variable' | 'config' | 'default'
  /** Whether the config names a gateway on another machine: none is meant to run here then. */
  readonly isRemote: boolean
  /** Whether it listens on the loopback address, among others perhaps. */
  readonly onLoopback: boolean
  readonly tls: boolean
  /** Whether it takes over no change of its config. */
  readonly reloadsNothing: boolean
  /** By which version of Clawdbot the config was written last; null where it does not say. */
  readonly writtenBy: string | null
}

export const PORT_VARIABLE = 'CLAWDBOT_GATEWAY_PORT'
const DEFAULT_PORT = 18789

/** A port as Clawdbot reads it from a variable: the number it begins with. */
export const portFrom = (written: string | undefined): number | null => {
  const port = Number.parseInt(written?.trim() ?? '', 10)
  return Number.isFinite(port) && port > 0 ? port : null
}

/** `config` with its includes; `variable` is what the environment has for {@link PORT_VARIABLE}. */
export const gatewaySettings = (config: unknown, variable: string | undefined): GatewaySettings => {
  const root = isMapping(config) ? config : {}
  const gateway = isMapping(root.gateway) ? root.gateway : {}
  const within = (value: unknown, key: string): unknown => (isMapping(value) ? value[key] : undefined)
  const [fromVariable, configured] = [portFrom(variable), finite(gateway.port)]
  const fromConfig = configured !== undefined && configured > 0 ? configured : null
  const writtenBy = within(root.meta, 'lastTouchedVersion')
  return {
    port: fromVariable ?? fromConfig ?? DEFAULT_PORT,
    decidedBy: fromVariable !== null ? 'variable' : fromConfig !== null ? 'config' : 'default',
    isRemote: gateway.mode === 'remote',
    onLoopback: gateway.bind !== 'tailnet' && gateway.bind !== 'custom',
    tls: within(gateway.tls, 'enabled') === true,
    reloadsNothing: within(gateway.reload, 'mode') === 'off',
    writtenBy: typeof writtenBy === 'string' ? writtenBy : null,
  }
}
