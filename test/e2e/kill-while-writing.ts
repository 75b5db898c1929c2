import { spawn } from 'node:child_process'
import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { listing, node, script } from './cli.js'

export interface Killed {
  /** False where it ended before it could be. */
  readonly killed: boolean
  /** From its first write to its end, in milliseconds. */
  readonly ms: number
}

/** Starts a command and kills it so many milliseconds after it began to write; never, for an infinite delay. */
export const killWhileWriting = (
  args: readonly string[],
  home: string,
  delayMs: number,
  input = '',
): Promise<Killed> =>
  new Promise((resolve, reject) => {
    const env = { PATH: '/usr/bin:/bin', HOME: home }
    const child = spawn(node, [script, ...args], { cwd: home, env, stdio: ['pipe', 'ignore', 'ignore'] })
    let began = 0
    const watch = setInterval(() => {
      if (!existsSync(join(home, '.clawdbot/doctor'))) return
      clearInterval(watch)
      began = performance.now()
      if (Number.isFinite(delayMs)) setTimeout(() => child.kill('SIGKILL'), delayMs)
    }, 1)
    child.on('error', reject)
    child.on('close', (_, signal) => {
      clearInterval(watch)
      resolve({ killed: signal === 'SIGKILL', ms: performance.now() - began })
    })
    child.stdin.end(input)
  })

/**
 * The lock of a program that was killed looks held for half a minute: afterwards it is over for every lock in a home.
 * Returns how many there were.
 */
export const letLocksGoStale = (home: string): number => {
  const locks = Object.keys(listing(home)).filter((path) => path.endsWith('.lock'))
  const then = Date.now() / 1000 - 40
  for (const lock of locks) utimesSync(join(home, lock), then, then)
  return locks.length
}
