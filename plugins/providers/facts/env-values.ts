import { readWholeConfig } from '../../../src/auth/config-value.js'
import type { Variables } from '../../../src/auth/env-file.js'
import { ENV_KEYS } from '../../../src/auth/env-keys.js'
import type { EnvSource } from '../../../src/auth/env-sources.js'
import { isMapping, own } from '../../../src/auth/mapping.js'
import { sealText } from '../../../src/auth/token-kind.js'
import { faultOfKey, type KeyFault } from '../../../src/auth/written-key.js'
import { defineFact } from '../../../src/contract/index.js'

/** A variable of a provider as one place sets it, blank ones of the config included. */
export interface EnvValue extends EnvSource {
  readonly fault: KeyFault | null
}

const NAMES = Object.values(ENV_KEYS).flat()

/** Every place that sets a variable of some provider, strongest first. */
export const envValues = defineFact({
  id: 'providers/env-values',
  collect: async (context): Promise<readonly EnvValue[]> => {
    const { path, value, envFiles } = await readWholeConfig(context)
    const from = (set: Variables, where: EnvSource['where'], file: string | null): readonly EnvValue[] =>
      NAMES.flatMap((name) => {
        const text = own(set, name)
        const secret = sealText(text, context.seal)
        return text === undefined || secret === null
          ? []
          : [{ name, where, path: file, secret, fault: faultOfKey(text) }]
      })
    return [
      ...from(context.env, 'process', null),
      ...envFiles.flatMap((file) => from(file.set, 'file', file.path)),
      ...from(configEnv(value), 'config', path),
    ]
  },
})

/** Both places of a config that set variables: one that is blank in the first may have a value in the other. */
const configEnv = (config: unknown): Variables => {
  const env = isMapping(config) && isMapping(config.env) ? config.env : {}
  const vars = isMapping(env.vars) ? env.vars : {}
  return Object.fromEntries(
    NAMES.map((name) => {
      const texts = [own(env, name), own(vars, name)].filter((text) => typeof text === 'string')
      return [name, texts.find((text) => text.trim() !== '') ?? texts[0]]
    }),
  )
}
