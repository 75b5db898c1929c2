import { readWholeConfig, type WholeConfig } from '../../../src/auth/config-value.js'
import { layerEnv } from '../../../src/auth/env-file.js'
import { stateDir } from '../../../src/auth/paths.js'
import {
  type GatewaySettings,
  gatewaySettings,
  PORT_VARIABLE,
} from '../../../src/auth/service/gateway-settings.js'
import { defineFact } from '../../../src/contract/index.js'

/** What the gateway of this shell is told, and by which files. Times in Unix milliseconds. */
export interface GatewaySettingsFact extends GatewaySettings {
  readonly configPath: string
  readonly reading: WholeConfig['state']
  /** Null where there is no config that can be read. */
  readonly configWrittenAt: number | null
  /** The `.env` of the state folder; null for the time where there is none that can be read. */
  readonly envFile: { readonly path: string; readonly writtenAt: number | null }
  readonly stateDir: string
}

export const settings = defineFact({
  id: 'gateway/settings',
  collect: async (context): Promise<GatewaySettingsFact> => {
    const { path, value, state, writtenAt, envFiles } = await readWholeConfig(context)
    const env = layerEnv(context.env, ...envFiles.map(({ set }) => set))
    const envFile = envFiles.at(-1)
    return {
      ...gatewaySettings(value, env[PORT_VARIABLE]),
      configPath: path,
      reading: state,
      configWrittenAt: writtenAt,
      envFile: { path: envFile?.path ?? '', writtenAt: envFile?.writtenAt ?? null },
      stateDir: stateDir(context),
    }
  },
})
