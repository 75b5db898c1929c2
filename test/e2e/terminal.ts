import { spawn } from '@lydell/node-pty'
import { createScreen, type Screen } from '../engine/screen.js'
import { node, script } from './cli.js'

export interface TerminalOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly columns?: number
  /** Where stdout goes while stderr and stdin stay the terminal; else all three are. */
  readonly stdoutTo?: string
  /** Shell words that run in the terminal first. */
  readonly before?: string
  /** Told everything written so far, each time there is more. */
  readonly onOutput?: (raw: string, hands: Hands) => void
}

/** What somebody at the terminal can do. */
export interface Hands {
  type(text: string): void
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void
}

export interface TerminalRun {
  readonly code: number
  /** Of the signal that ended it; 0 where it ended by itself. */
  readonly killedBy: number
  readonly raw: string
  /** What is on the screen in the end. */
  readonly screen: Screen
}

/** Runs the built program in a terminal of its own, in an environment that holds nothing but what is given. */
export const inTerminal = (args: readonly string[], options: TerminalOptions): Promise<TerminalRun> => {
  const { home, columns = 80, stdoutTo, before } = options
  const env = {
    PATH: `${home}/bin:/usr/bin:/bin`,
    HOME: home,
    TERM: 'xterm-256color',
    CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot',
    ...options.env,
  }
  const line = [before ?? ':', `exec "$@"${stdoutTo === undefined ? '' : ` >"${stdoutTo}"`}`].join('; ')
  const words = ['-c', line, 'sh', node, script, ...args]
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', words, { cwd: home, env, rows: 24, cols: columns })
    const hands: Hands = { type: (text) => child.write(text), signal: (name) => child.kill(name) }
    let raw = ''
    child.onData((text) => {
      raw += text
      options.onOutput?.(raw, hands)
    })
    child.onExit(({ exitCode, signal }) => {
      const screen = createScreen(24, columns)
      screen.write(withoutPrompting(raw))
      resolve({ code: exitCode, killedBy: signal ?? 0, raw, screen })
    })
  })
}

const ESC = '\u001b'

/** The controls of a question's line editor, which the screen does not know and whose traces do not matter here. */
export const withoutPrompting = (raw: string): string =>
  raw.replaceAll(new RegExp(`${ESC}\\[(?:\\d*[BCDJ]|0?K|\\?2004[hl])`, 'g'), '')

/** A text without colours. */
export const plain = (text: string): string => text.replaceAll(new RegExp(`${ESC}\\[[\\d;]*m`, 'g'), '')

export const hasColour = (text: string): boolean => plain(text) !== text
