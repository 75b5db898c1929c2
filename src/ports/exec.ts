import { statSync } from 'node:fs'
import type { ExecOptions, ExecResult, ProbeContext } from '../contract/index.js'
import { codeOf, reasonOf } from './errno.js'
import { platformOf } from './host.js'
import { launchOf } from './launch.js'
import { isNowhere } from './search-path.js'

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

const failed = (reason: string): ExecResult => ({ outcome: 'failed', reason })

const whyNotStarted = (error: unknown, cwd: string): ExecResult => {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return { outcome: 'denied' }
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return failed(reasonOf(error))
  return notFound(cwd)
}

/** Node gives the same error for a program and for a working folder that is not there. */
const notFound = (cwd: string): ExecResult =>
  isFolder(cwd) ? { outcome: 'not-found' } : failed('the working folder does not exist')

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/**
 * Runs programs without a shell, without input and in a process group of their own, which is killed at the timeout;
 * by then every call is answered. A program's output is kept up to 1 MiB a stream. Never throws.
 */
export const createExec = ({ env, cwd }: ExecHost): Exec => {
  return async (argv, { timeoutMs = TIMEOUT_MS, signal } = {}) => {
    const [file = ''] = argv
    if (file === '') return failed('no program was named')
    // What starts programs is itself slow to load, and many a machine has none of those that are asked for.
    if (isNowhere(file, { env, cwd, platform: platformOf(process.platform) })) return notFound(cwd)
    const launch = launchOf(argv, env, { env, cwd })
    if (launch === null) return failed('an argument cannot be passed to a batch file safely')
    const { runToEnd } = await import('./child-run.js')
    const end = await runToEnd(launch.file, launch.args, launch.options, { timeoutMs, signal })
    return 'notStarted' in end ? whyNotStarted(end.notStarted, cwd) : end
  }
}
