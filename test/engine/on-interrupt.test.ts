import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { compileEngine } from './compiled-engine.js'

const HEAD =
  "import { onInterrupt } from './src/engine/on-interrupt.js'; const say = (word) => process.stdout.write(word);"
const TAIL = "setInterval(() => undefined, 1000); process.kill(process.pid, 'SIGTERM')"

const endOf = (cwd: string, code: string) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', `${HEAD}${code};${TAIL}`], {
      cwd,
    })
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
    })
    child.on('close', (exitCode, signal) => resolve({ said, exitCode, signal }))
  })

it.skipIf(process.platform === 'win32')(
  'acts before a signal, which then does what it would have done',
  async () => {
    const cwd = await compileEngine()
    const [alone, among, calledOff] = await Promise.all([
      endOf(cwd, "onInterrupt(() => say('acted'))"),
      endOf(
        cwd,
        "onInterrupt(() => say('acted ')); process.on('SIGTERM', () => say('heard') && process.exit(5))",
      ),
      endOf(cwd, "onInterrupt(() => say('acted'))()"),
    ])
    expect(alone).toEqual({ said: 'acted', exitCode: null, signal: 'SIGTERM' })
    expect(among).toEqual({ said: 'acted heard', exitCode: 5, signal: null })
    expect(calledOff).toEqual({ said: '', exitCode: null, signal: 'SIGTERM' })
  },
)
