import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { createProcesses } from '../../src/ports/processes.js'

const { own, isAlive } = createProcesses(Date.now)

it('tells this process from one that is gone', async () => {
  const mark = await own()
  expect(mark.pid).toBe(process.pid)
  expect(await isAlive(mark, Date.now())).toBe(true)
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  expect(await isAlive({ pid: child.pid ?? 0, started: null }, Date.now())).toBe(false)
})

it.runIf(process.platform === 'linux')('tells it from one that has its number now', async () => {
  const { pid, started } = await own()
  expect(started).toMatch(/^[0-9a-f-]{36}\/\d+$/)
  expect(await isAlive({ pid, started: `${started}1` }, Date.now())).toBe(false)
})

it('takes a number from before the last boot for another process, where nobody can tell when it began', async () => {
  const mark = { pid: process.pid, started: null }
  expect(await isAlive(mark, 0)).toBe(false)
  expect(await isAlive(mark, Date.now())).toBe(true)
})

it.each([0, -1, 1.5, Number.NaN, 2 ** 31 - 1])('knows no process %s', async (pid) => {
  expect(await isAlive({ pid, started: null }, Date.now())).toBe(false)
})
