import type { SpawnOptions } from 'node:child_process'
import { stat } from 'node:fs/promises'
import type { ExecOptions, ExecResult, ProbeContext } from '../contract/index.js'
import { cmdLine } from './cmd-line.js'
import { codeOf, reasonOf } from './errno.js'
import { platformVariable } from './host.js'

const TIMEOUT_MS = 5000

/** `signal` ends the program as its timeout does. */
export type Exec = (
  argv: readonly string[],
  options?: ExecOptions & { readonly signal?: AbortSignal },
) => Promise<ExecResult>

export interface ExecHost {
  readonly env: ProbeContext['env']
  readonly cwd: string
}

interface Launch {
  readonly file: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

const failed = (reason: string): ExecResult => ({ outcome: 'failed', reason })

/** Windows runs a batch file only through cmd.exe; null where that cannot be done safely. */
const launchOf = (argv: readonly string[], file: string, env: ExecHost['env']): Launch | null => {
  if (process.platform !== 'win32' || !/\.(cmd|bat)$/i.test(file)) {
    return { file, args: argv.slice(1), options: {} }
  }
  const line = cmdLine(argv)
  if (line === null) return null
  const shell = platformVariable(env, 'ComSpec', 'win32') ?? 'cmd.exe'
  return { file: shell, args: ['/d', '/s', '/c', line], options: { windowsVerbatimArguments: true } }
}

const whyNotStarted = async (error: unknown, cwd: string): Promise<ExecResult> => {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return { outcome: 'denied' }
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return failed(reasonOf(error))
  // Node gives the same error for a program and for a working folder that is not there.
  const hasFolder = await stat(cwd).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  return hasFolder ? { outcome: 'not-found' } : failed('the working folder does not exist')
}

/**
 * Runs programs without a shell, without input and in a process group of their own, which is killed at the timeout;
 * by then every call is answered. A program's output is kept up to 1 MiB a stream. Never throws.
 */
export const createExec = ({ env, cwd }: ExecHost): Exec => {
  return async (argv, { timeoutMs = TIMEOUT_MS, signal } = {}) => {
    const [file = ''] = argv
    if (file === '') return failed('no program was named')
    const launch = launchOf(argv, file, env)
    if (launch === null) return failed('an argument cannot be passed to a batch file safely')
    const { runToEnd } = await import('./child-run.js')
    const spawnOptions = { ...launch.options, cwd, env }
    const end = await runToEnd(launch.file, launch.args, spawnOptions, { timeoutMs, signal })
    return 'notStarted' in end ? whyNotStarted(end.notStarted, cwd) : end
  }
}
