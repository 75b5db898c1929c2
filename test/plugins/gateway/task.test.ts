import { expect, it } from 'vitest'
import { task } from '../../../plugins/gateway/facts/task.js'
import type { ExecResult, ProbeContext } from '../../../src/contract/index.js'
import { createFactStore } from '../../../src/engine/fact-store.js'
import { createMachine } from '../../../src/ports/machine.js'

const HOME = 'C:\\Users\\ada'
const SCRIPT = `${HOME}\\.clawdbot\\gateway.cmd`

const printed = (stdout: string, code = 0): ExecResult => ({ outcome: 'exited', code, stdout, stderr: '' })

/** A machine with Windows' paths, on which nothing is there but the script, and nothing runs but the scheduler. */
const collect = async (answer: ExecResult, over: Partial<ProbeContext> = {}) => {
  const asked: (readonly string[])[] = []
  const { probes } = createMachine({ env: {}, home: HOME, cwd: HOME, platform: 'win32' })
  const stat: ProbeContext['fs']['stat'] = async (path) =>
    path === SCRIPT
      ? {
          state: 'ok',
          kind: 'file',
          realPath: path,
          isLink: false,
          size: 9,
          mode: 0o600,
          uid: -1,
          mtimeMs: 0,
        }
      : { state: 'absent' }
  const exec: ProbeContext['exec'] = async (argv) => {
    asked.push(argv)
    return answer
  }
  const machine = { ...probes, fs: { ...probes.fs, stat }, exec, ...over }
  const outcome = await createFactStore(machine, { timeoutMs: 1000, settings: {} }).outcome(task)
  return { asked, value: outcome.status === 'ok' ? outcome.value : outcome }
}

/** As a German Windows prints it. */
const row = (result: string): string =>
  `"PC","\\Clawdbot Gateway","N/A","Wird ausgeführt","Interaktiv","25.01.2026 10:00:00","${result}","PC\\ada"\r\n`

it.each([
  ['267009', { activity: 'running', enabled: null, exitCode: null }],
  ['0', { activity: 'stopped', enabled: null, exitCode: 0 }],
  ['267011', { activity: 'stopped', exitCode: null }],
  ['267010', { activity: 'stopped', enabled: false }],
  ['1', { activity: 'failed', exitCode: 1 }],
  ['-1073741510', { activity: 'failed', exitCode: -1073741510 }],
  ['N/A', null],
])('a task whose last result is %s', async (result, state) => {
  const { asked, value } = await collect(printed(row(result)))
  expect(asked).toEqual([['schtasks', '/Query', '/TN', 'Clawdbot Gateway', '/V', '/FO', 'CSV', '/NH']])
  expect(value).toMatchObject({ name: 'Clawdbot Gateway', script: SCRIPT, isThere: true, state })
})

it('knows a task that is not there from one that could not be asked for', async () => {
  expect((await collect(printed('', 1))).value).toMatchObject({ isThere: false, state: null })
  expect((await collect({ outcome: 'timeout' })).value).toMatchObject({ isThere: null, state: null })
})

it.each([
  ['work', 'Clawdbot Gateway (work)'],
  ['Default', 'Clawdbot Gateway'],
])('asks for the task of the profile %s', async (CLAWDBOT_PROFILE, name) => {
  expect((await collect(printed('', 1), { env: { CLAWDBOT_PROFILE } })).value).toMatchObject({ name })
})

it('asks nobody where there is no script, or no Windows', async () => {
  for (const over of [{ home: 'C:\\Users\\bob' }, { platform: 'linux' as const }])
    expect(await collect(printed(row('0')), over)).toEqual({ asked: [], value: null })
})
