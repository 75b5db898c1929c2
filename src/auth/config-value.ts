import type { ProbeContext } from '../contract/index.js'
import { layerEnv, parseEnvFile, type Variables } from './env-file.js'
import { resolveIncludes } from './include.js'
import { parseConfig } from './parse-config.js'
import { configPath, envFilePaths } from './paths.js'
import { substituteEnv } from './substitute-env.js'

/** A `.env` file that a gateway reads, and what it sets. */
export interface EnvFile {
  readonly path: string
  readonly set: Variables
  /** When it was written, in Unix milliseconds; null where there is none that can be read. */
  readonly writtenAt: number | null
}

/** Clawdbot's whole config, secrets and all: for facts that take out of it the little they tell. */
export interface WholeConfig {
  readonly path: string
  /** Includes followed and variables filled in; null where it is absent or cannot be read. */
  readonly value: unknown
  readonly state: 'ok' | 'absent' | 'unread'
  /** When it was written, in Unix milliseconds; null where there is none that can be read. */
  readonly writtenAt: number | null
  /** Strongest first; the process's own environment beats them all. */
  readonly envFiles: readonly EnvFile[]
}

export const readWholeConfig = async (context: ProbeContext): Promise<WholeConfig> => {
  const { fs, platform, env } = context
  const path = configPath(context)
  const paths = [...new Set(envFilePaths(context))]
  const [found, ...files] = await Promise.all([path, ...paths].map((each) => fs.readText(each)))
  const envFiles = files.map((file, index): EnvFile => {
    const isThere = file.state === 'ok'
    return {
      path: paths[index] ?? '',
      set: isThere ? parseEnvFile(file.text) : {},
      writtenAt: isThere ? file.stat.mtimeMs : null,
    }
  })
  const none = { path, value: null, writtenAt: null, envFiles }
  if (found?.state !== 'ok') return { ...none, state: found?.state === 'absent' ? 'absent' : 'unread' }
  const parsed = parseConfig(found.text)
  if (parsed.state !== 'ok') return { ...none, state: 'unread' }
  const included = await resolveIncludes(parsed.value, path, platform, fs.readText)
  if (included.state !== 'ok') return { ...none, state: 'unread' }
  const { value } = substituteEnv(included.value, layerEnv(env, ...envFiles.map(({ set }) => set)))
  return { path, value, state: 'ok', writtenAt: found.stat.mtimeMs, envFiles }
}
