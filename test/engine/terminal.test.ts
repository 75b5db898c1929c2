import { readFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { basename, join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { describe, expect, it } from 'vitest'
import { compileEngine } from './compiled-engine.js'
import { HOSTILE, healthy } from './hostile.js'
import { createScreen, type Screen } from './screen.js'

/** Where the compiled script is, in the folder that the engine was compiled into. */
const SCRIPT = join('test', 'engine', basename(new URL('./terminal-run.ts', import.meta.url).pathname, '.ts'))

const SIZE = { rows: 20, columns: 60 }

interface Ended {
  readonly screen: Screen
  readonly exitCode: number
  readonly signal: number | undefined
}

/** Runs a shell's line in a terminal of its own. `onScreen` may send it a signal, once. */
const inTerminal = (
  cwd: string,
  line: string,
  onScreen: (screen: Screen) => 'SIGINT' | 'SIGTERM' | null = () => null,
): Promise<Ended> =>
  new Promise((resolve) => {
    const screen = createScreen(SIZE.rows, SIZE.columns)
    const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' }
    const child = spawn('/bin/sh', ['-c', `exec ${line}`], { cwd, env, rows: SIZE.rows, cols: SIZE.columns })
    let sent = false
    child.onData((text) => {
      screen.write(text)
      const signal = sent ? null : onScreen(screen)
      if (signal === null) return
      sent = true
      child.kill(signal)
    })
    child.onExit(({ exitCode, signal }) => resolve({ screen, exitCode, signal }))
  })

describe.skipIf(process.platform === 'win32')('in a real terminal', () => {
  it('every check has its result, and then the list is gone, also when stdout is a file', async () => {
    const cwd = await compileEngine()
    const expected = HOSTILE.flatMap((each, n) => [each, ...healthy(`healthy-${n}`)]).map((each) => [
      each.check.id,
      each.outcome,
    ])
    for (const redirect of ['', '>stdout.txt']) {
      const { screen, exitCode, signal } = await inTerminal(
        cwd,
        `"${process.execPath}" ${SCRIPT}.js hostile results.json ${redirect}`,
      )
      expect({ exitCode, signal, left: screen.lines() }).toEqual({ exitCode: 0, signal: 0, left: [] })
      expect(screen.highest).toBe(SIZE.rows - 4)
      expect([screen.everHidden, screen.cursorVisible]).toEqual([true, true])
      const { onTerminal, outcomes } = JSON.parse(await readFile(join(cwd, 'results.json'), 'utf8'))
      expect(onTerminal).toBe(true)
      expect(outcomes).toEqual([...expected, ['slow/check', 'pass']])
    }
    expect(await readFile(join(cwd, 'stdout.txt'), 'utf8')).toBe('')
  })

  it.each([
    ['SIGINT', 40],
    ['SIGTERM', 40],
    ['SIGINT', 10_000],
    ['SIGTERM', 10_000],
  ] as const)(
    '%s ends it as ever, also with %i checks, with the list cleared and the cursor back',
    async (name, count) => {
      const cwd = await compileEngine()
      const line = `"${process.execPath}" ${SCRIPT}.js waits ${count}`
      const { screen, signal } = await inTerminal(cwd, line, (now) => (now.lines().length > 5 ? name : null))
      expect(signal).toBe(constants.signals[name])
      expect(screen.everHidden).toBe(true)
      expect({ left: screen.lines(), cursorVisible: screen.cursorVisible }).toEqual({
        left: [],
        cursorVisible: true,
      })
    },
  )
})
