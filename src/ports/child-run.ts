import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { ExecResult } from '../contract/index.js'
import { killAtExit, killTree } from './process-tree.js'

const MOST_OUTPUT = 1024 * 1024

interface Limits {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** Reads a stream to its end, so that the program never blocks, but keeps only its beginning. */
const gather = (stream: Readable | null): (() => string) => {
  const chunks: Buffer[] = []
  let room = MOST_OUTPUT
  stream?.on('data', (chunk: Buffer) => {
    if (room <= 0) return
    chunks.push(chunk.subarray(0, room))
    room -= chunk.length
  })
  // What was read until then is all there is.
  stream?.on('error', () => {})
  return () => Buffer.concat(chunks).toString('utf8')
}

/** Ends a child and all that could keep this program waiting for it. */
const abandon = (child: ChildProcess): void => {
  killTree(child)
  child.stdout?.destroy()
  child.stderr?.destroy()
  child.unref()
}

/** Runs a program until it and its output have ended, or until the limits are reached. Never throws. */
export const runToEnd = (
  file: string,
  args: readonly string[],
  options: SpawnOptions,
  { timeoutMs, signal }: Limits,
): Promise<ExecResult | { readonly notStarted: unknown }> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ outcome: 'timeout' })
      return
    }
    let child: ChildProcess
    try {
      const detached = process.platform !== 'win32'
      child = spawn(file, args, {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        detached,
      })
    } catch (error) {
      resolve({ notStarted: error })
      return
    }
    const forget = killAtExit(child)
    const stdout = gather(child.stdout)
    const stderr = gather(child.stderr)
    let exited: ExecResult | undefined

    const settle = (result: ExecResult | { readonly notStarted: unknown }): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      forget()
      resolve(result)
    }
    const stop = (): void => {
      abandon(child)
      // It may have ended long ago, and only something it started still holds its output open.
      settle(exited === undefined ? { outcome: 'timeout' } : withOutput(exited))
    }
    const withOutput = (end: ExecResult): ExecResult =>
      end.outcome === 'exited' ? { ...end, stdout: stdout(), stderr: stderr() } : end

    const timer = setTimeout(stop, timeoutMs)
    signal?.addEventListener('abort', stop)
    child.on('error', (error) => settle({ notStarted: error }))
    child.on('exit', (code, killer) => {
      exited =
        code === null
          ? { outcome: 'failed', reason: `ended by ${killer}` }
          : { outcome: 'exited', code, stdout: '', stderr: '' }
    })
    child.on('close', () => {
      if (exited !== undefined) settle(withOutput(exited))
    })
  })
