import { type IPty, spawn } from '@lydell/node-pty'
import { afterAll } from 'vitest'
import { node, script } from './cli.js'

/** A program that runs in a terminal of its own, with somebody at it. */
export interface Session {
  readonly pid: number
  /** Everything that was ever shown, control characters included. */
  shown(): string
  /** Resolves once the text has been shown after all that was waited for before; rejects if the program ends first. */
  see(text: string): Promise<void>
  type(text: string): void
  resize(columns: number, rows: number): void
  kill(signal: string): void
  readonly ended: Promise<{ readonly code: number; readonly signal: number | undefined }>
}

export interface SessionOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  /** A shell's line in place of the program: `$RUN` is the program. */
  readonly line?: string
  readonly columns?: number
}

const running = new Set<IPty>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** Runs the built program in a pseudo-terminal, with `bin` of the home first on PATH. */
export const openTerminal = (args: readonly string[], options: SessionOptions): Session => {
  const { home, line, columns = 100 } = options
  const env = {
    PATH: `${home}/bin:/usr/bin:/bin`,
    HOME: home,
    TERM: 'xterm-256color',
    CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot',
    RUN: `${node} ${script}`,
    ...options.env,
  }
  const argv = line === undefined ? [node, script, ...args] : ['/bin/sh', '-c', line]
  const child = spawn(argv[0] ?? node, argv.slice(1), { cwd: home, env, rows: 30, cols: columns })
  running.add(child)
  let shown = ''
  let seen = 0
  let isOver = false
  const watchers = new Set<() => void>()
  const tell = (): void => {
    for (const watcher of watchers) watcher()
  }
  child.onData((text) => {
    shown += text
    tell()
  })
  const ended = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      running.delete(child)
      isOver = true
      resolve({ code: exitCode, signal })
      tell()
    })
  })
  const see = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const at = shown.indexOf(text, seen)
        if (at < 0 && !isOver) return
        watchers.delete(look)
        seen = at < 0 ? seen : at + text.length
        if (at < 0) reject(new Error(`"${text}" was never shown:\n${shown}`))
        else resolve()
      }
      watchers.add(look)
      look()
    })
  return {
    pid: child.pid,
    shown: () => shown,
    see,
    type: (text) => child.write(text),
    resize: (columns, rows) => child.resize(columns, rows),
    kill: (signal) => child.kill(signal),
    ended,
  }
}
