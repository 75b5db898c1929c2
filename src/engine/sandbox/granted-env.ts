import type { Capabilities } from '../../contract/index.js'
import type { Probes } from '../../ports/types.js'

/** What a program needs to run at all, and what is nobody's secret. */
const HARMLESS = [
  'PATH',
  'PATHEXT',
  'HOME',
  'USERPROFILE',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'ComSpec',
] as const

const only = (env: Probes['env'], names: readonly string[]): Probes['env'] =>
  Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))

/** The variables that a plugin is told. */
export const grantedEnv = (env: Probes['env'], { env: names = [] }: Capabilities): Probes['env'] =>
  only(env, names)

/** The environment of the programs it has run. */
export const programEnv = (env: Probes['env'], { env: names = [] }: Capabilities): Probes['env'] =>
  only(env, [...HARMLESS, ...names])
