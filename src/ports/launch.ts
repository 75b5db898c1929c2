import type { SpawnOptions } from 'node:child_process'
import type { ProbeContext } from '../contract/index.js'
import { cmdLine } from './cmd-line.js'
import { platformVariable } from './host.js'

/** What to hand to `spawn` so that a program gets just these arguments. */
export interface Launch {
  readonly file: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

/** Windows runs a batch file only through cmd.exe; null where that cannot be done safely. */
export const launchOf = (
  [file = '', ...args]: readonly string[],
  env: ProbeContext['env'],
  options: SpawnOptions,
): Launch | null => {
  if (process.platform !== 'win32' || !/\.(cmd|bat)$/i.test(file)) return { file, args, options }
  const line = cmdLine([file, ...args])
  if (line === null) return null
  const shell = platformVariable(env, 'ComSpec', 'win32') ?? 'cmd.exe'
  return {
    file: shell,
    args: ['/d', '/s', '/c', line],
    options: { ...options, windowsVerbatimArguments: true },
  }
}
