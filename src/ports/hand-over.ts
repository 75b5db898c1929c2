import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import type { ProbeContext } from '../contract/index.js'
import { codeOf, reasonOf } from './errno.js'
import { launchOf } from './launch.js'

/** How a program that had the terminal ended. */
export type HandedOver =
  | { readonly outcome: 'exited'; readonly code: number }
  | { readonly outcome: 'killed'; readonly signal: string }
  | { readonly outcome: 'not-found' | 'denied' }
  | { readonly outcome: 'failed'; readonly reason: string }

export interface HandOverOptions {
  readonly env: ProbeContext['env']
  readonly cwd: string
  /** Where its standard output goes: our own, or to standard error where ours is for something else. */
  readonly stdout: 'inherit' | 'stderr'
}

/** Signals that a terminal sends to all who share it, and that are the program's to answer while it has it. */
const OF_THE_TERMINAL = ['SIGINT', 'SIGQUIT'] as const
const MEANT_FOR_US = ['SIGTERM', 'SIGHUP'] as const

/**
 * Runs a program with the terminal handed over to it, until it has ended. Ctrl-C is its own affair meanwhile. Whoever
 * ends this process then ends the program too. Never throws.
 */
export const handOver = (argv: readonly string[], options: HandOverOptions): Promise<HandedOver> =>
  new Promise((resolve) => {
    const { env, cwd, stdout } = options
    const stdio: SpawnOptions['stdio'] = ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit']
    const launch = launchOf(argv, env, { env, cwd, stdio })
    if (launch === null) {
      resolve({ outcome: 'failed', reason: 'its path cannot be passed to a batch file safely' })
      return
    }
    const restore = silence(OF_THE_TERMINAL)
    const mode = terminalMode()
    let child: ChildProcess
    const end = (result: HandedOver): void => {
      restore()
      if (mode !== null) spawnSync('stty', [mode], { stdio: ['inherit', 'ignore', 'ignore'] })
      for (const signal of MEANT_FOR_US) process.off(signal, stop)
      resolve(result)
    }
    const stop = (): void => {
      child.kill('SIGTERM')
    }
    try {
      child = spawn(launch.file, launch.args, launch.options)
    } catch (error) {
      end(whyNotStarted(error))
      return
    }
    for (const signal of MEANT_FOR_US) process.prependListener(signal, stop)
    child.on('error', (error) => end(whyNotStarted(error)))
    child.on('exit', (code, signal) => end(code === null ? killedBy(signal ?? 'a signal') : exitedWith(code)))
  })

/** How the terminal treats what is typed: a program that is killed cannot put that back. Null where nobody can tell. */
const terminalMode = (): string | null => {
  if (process.platform === 'win32') return null
  const { status, stdout } = spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'] })
  return status === 0 ? stdout.toString().trim() : null
}

const killedBy = (signal: string): HandedOver => ({ outcome: 'killed', signal })

/** A shell that ran it tells a signal by a code above 128. */
const exitedWith = (code: number): HandedOver => {
  const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0]
  return signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGKILL'
    ? killedBy(signal)
    : { outcome: 'exited', code }
}

/** Takes away who listens for these signals, and gives them back. */
const silence = (signals: readonly NodeJS.Signals[]): (() => void) => {
  const ignore = (): void => undefined
  const listeners = signals.map((signal) => process.rawListeners(signal))
  for (const signal of signals) process.removeAllListeners(signal).on(signal, ignore)
  return () => {
    for (const [index, signal] of signals.entries()) {
      process.off(signal, ignore)
      for (const listener of listeners[index] ?? []) process.on(signal, listener as () => void)
    }
  }
}

const whyNotStarted = (error: unknown): HandedOver => {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return { outcome: 'denied' }
  return code === 'ENOENT' ? { outcome: 'not-found' } : { outcome: 'failed', reason: reasonOf(error) }
}
