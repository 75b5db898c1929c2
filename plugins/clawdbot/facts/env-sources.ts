import { parseEnvFile, type Variables } from '../../../src/auth/env-file.js'
import { ENV_KEYS } from '../../../src/auth/env-keys.js'
import type { EnvSource } from '../../../src/auth/env-sources.js'
import { own } from '../../../src/auth/mapping.js'
import { envFilePaths } from '../../../src/auth/paths.js'
import { sealText } from '../../../src/auth/token-kind.js'
import { defineFact } from '../../../src/contract/index.js'
import { config } from './config.js'

const NAMES = Object.values(ENV_KEYS).flat()

/** Every place that sets a variable in which a provider's key may be, strongest first. */
export const envSources = defineFact({
  id: 'clawdbot/env-sources',
  needs: { config },
  collect: async ({ fs, env, seal, ...place }, { config }): Promise<readonly EnvSource[]> => {
    const paths = [...new Set(envFilePaths({ ...place, env }))]
    const files = await Promise.all(
      paths.map(async (path) => {
        const found = await fs.readText(path)
        return { path, set: found.state === 'ok' ? parseEnvFile(found.text) : {} }
      }),
    )
    const from = (set: Variables, where: EnvSource['where'], path: string | null): readonly EnvSource[] =>
      NAMES.flatMap((name) => {
        const secret = sealText(own(set, name), seal)
        return secret === null ? [] : [{ name, where, path, secret }]
      })
    const inConfig = NAMES.flatMap((name): EnvSource[] => {
      const secret = own(config.config.env, name)
      return secret === undefined ? [] : [{ name, where: 'config', path: config.path, secret }]
    })
    return [
      ...from(env, 'process', null),
      ...files.flatMap(({ path, set }) => from(set, 'file', path)),
      ...inConfig,
    ]
  },
})
