// One run of the engine in a terminal of its own: how long it took, how much it drew, and how soon a signal ends it.
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from '@lydell/node-pty'

const engine = fileURLToPath(new URL('./scale-engine.mjs', import.meta.url))
const [ROWS, COLUMNS] = [24, 80]

/** @param {string} what @param {number} checks @param {string} told @param {(text: string, kill: (signal: string) => void) => void} onData @returns {Promise<void>} */
const inTerminal = (what, checks, told, onData) =>
  new Promise((resolve) => {
    const env = { PATH: '/usr/bin:/bin', TERM: 'xterm-256color' }
    const child = spawn(process.execPath, [engine, what, String(checks), told], {
      cwd: tmpdir(),
      env,
      rows: ROWS,
      cols: COLUMNS,
    })
    child.onData((text) => onData(text, (signal) => child.kill(signal)))
    child.onExit(() => resolve())
  })

/** @param {number} checks @returns {Promise<{ ms: number, megabytes: number, kilobytes: number }>} `kilobytes` are those that were drawn */
export const terminalRun = async (checks) => {
  const told = join(tmpdir(), `doctor-scale-${process.pid}.json`)
  let bytes = 0
  await inTerminal('pty', checks, told, (text) => {
    bytes += text.length
  })
  const result = { ...JSON.parse(readFileSync(told, 'utf8')), kilobytes: bytes / 1_024 }
  rmSync(told)
  return result
}

/** Milliseconds from a signal to the end of a run whose checks all wait. @param {number} checks @param {'SIGINT' | 'SIGTERM'} signal */
export const stopRun = async (checks, signal) => {
  let sentAt = 0
  await inTerminal('stuck', checks, '', (text, kill) => {
    if (sentAt > 0 || !text.includes('All is well')) return
    sentAt = performance.now()
    kill(signal)
  })
  return performance.now() - sentAt
}
