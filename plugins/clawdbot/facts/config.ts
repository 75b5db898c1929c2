import { type AuthConfig, type ConfigIssue, EMPTY_CONFIG } from '../../../src/auth/config.js'
import type { ConfigPosition } from '../../../src/auth/config-position.js'
import { layerEnv, parseEnvFile, type Variables } from '../../../src/auth/env-file.js'
import { type EnvKeys, sealEnvKeys } from '../../../src/auth/env-keys.js'
import { type IncludeProblem, resolveIncludes } from '../../../src/auth/include.js'
import { parseConfig } from '../../../src/auth/parse-config.js'
import { configPath, envFilePaths } from '../../../src/auth/paths.js'
import { readAuthConfig } from '../../../src/auth/read-config.js'
import { type MissingVariable, substituteEnv } from '../../../src/auth/substitute-env.js'
import { withLateText } from '../../../src/contract/data-copy.js'
import { defineFact, type ProbeContext, type Unavailable } from '../../../src/contract/index.js'

/** How reading the config went. Only `ok` and `absent` leave no doubt about what Clawdbot is told. */
export type ConfigReading =
  | { readonly state: 'ok' }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }
  | { readonly state: 'not-a-mapping' }
  | { readonly state: 'include'; readonly problem: IncludeProblem }
  | Unavailable

/** Clawdbot's config as far as it decides about credentials, and the provider keys of its environment. */
export interface ConfigFact {
  readonly path: string
  readonly reading: ConfigReading
  /** SHA-256 of the file's bytes; null where there is none to read. */
  readonly sha256: string | null
  /** Empty where it could not be read. */
  readonly config: AuthConfig
  readonly issues: readonly ConfigIssue[]
  /** `${NAME}` in the config for which the environment has nothing. */
  readonly missingVariables: readonly MissingVariable[]
  /** Where each of the `issues`, and then each of the `missingVariables`, stands; null where nobody can tell. */
  readonly positions: readonly (ConfigPosition | null)[]
  /** Files that `$include` brought in. */
  readonly included: readonly string[]
  readonly envKeys: EnvKeys
}

export const config = defineFact({
  id: 'clawdbot/config',
  collect: async (context): Promise<ConfigFact> => {
    const path = configPath(context)
    const env = await gatewayEnv(context)
    const base = {
      path,
      sha256: null,
      config: EMPTY_CONFIG,
      issues: [],
      missingVariables: [],
      positions: [],
      included: [],
      envKeys: sealEnvKeys(env, {}, context.seal),
    }
    const found = await context.fs.readText(path)
    if (found.state !== 'ok') return { ...base, reading: found }
    const parsed = parseConfig(found.text)
    if (parsed.state !== 'ok') return { ...base, sha256: found.sha256, reading: parsed }
    const included = await resolveIncludes(parsed.value, path, context.platform, context.fs.readText)
    if (included.state === 'problem')
      return {
        ...base,
        sha256: found.sha256,
        reading: { state: 'include', problem: included.problem },
        included: included.files,
      }
    const filled = substituteEnv(included.value, env)
    const read = readAuthConfig(filled.value, context.seal)
    const odd = [...read.issues, ...filled.missing].map(({ at }) => at)
    const sound: Omit<ConfigFact, 'sha256'> = {
      path,
      reading: { state: 'ok' },
      ...read,
      missingVariables: filled.missing,
      positions: odd.length === 0 ? [] : await findPositions(odd, path, context),
      included: included.files,
      envKeys: sealEnvKeys(env, read.config.env, context.seal),
    }
    // Only a change of the file asks for it.
    return withLateText(sound, 'sha256', () => found.sha256)
  },
})

const findPositions = async (
  ats: readonly (readonly string[])[],
  path: string,
  { platform, fs }: ProbeContext,
): Promise<ConfigFact['positions']> => {
  // Loaded only here: in a sound config nothing has to be found.
  const { configPositions } = await import('../../../src/auth/config-position.js')
  return configPositions(ats, path, platform, fs.readText)
}

/** What the gateway would see: this process's environment, and the `.env` files under it. */
const gatewayEnv = async (context: ProbeContext): Promise<Variables> => {
  const files = await Promise.all(envFilePaths(context).map((path) => context.fs.readText(path)))
  return layerEnv(context.env, ...files.map((file) => (file.state === 'ok' ? parseEnvFile(file.text) : {})))
}
