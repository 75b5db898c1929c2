import { stat } from 'node:fs/promises'
import type { ExecOptions, ExecResult, ProbeContext } from '../contract/index.js'
import { codeOf, reasonOf } from './errno.js'
import { launchOf } from './launch.js'

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
    const launch = launchOf(argv, env, { env, cwd })
    if (launch === null) return failed('an argument cannot be passed to a batch file safely')
    const { runToEnd } = await import('./child-run.js')
    const end = await runToEnd(launch.file, launch.args, launch.options, { timeoutMs, signal })
    return 'notStarted' in end ? whyNotStarted(end.notStarted, cwd) : end
  }
}
