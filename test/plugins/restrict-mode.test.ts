import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
let home: string
let folder: string
let file: string

beforeEach(async () => {
  home = await makeFolder()
  folder = join(home, '.clawdbot/agents/main/agent')
  file = join(folder, 'auth-profiles.json')
  await mkdir(folder, { recursive: true })
  await chmod(join(home, '.clawdbot'), 0o755)
  await writeFile(file, '{"version": 1, "profiles": {}}')
  await chmod(folder, 0o775)
  await chmod(file, 0o644)
})

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
const statuses = async (consent = {}) =>
  (await runCheck('auth/permissions', { home, now: NOW, consent })).map(({ status }) => status)

it.skipIf(process.platform === 'win32')(
  'closes an open store and its folder, and then has nothing to do',
  async () => {
    expect(await statuses({ fix: true })).toEqual(['applied', 'applied', 'applied'])
    const state = join(home, '.clawdbot')
    expect([await modeOf(folder), await modeOf(file), await modeOf(state)]).toEqual([0o700, 0o600, 0o700])
    expect(await statuses({ fix: true })).toEqual([])
  },
)

it.skipIf(process.platform === 'win32')('only offers to, where it is not asked for a fix', async () => {
  expect(await statuses()).toEqual(['offered', 'offered', 'offered'])
  expect([await modeOf(folder), await modeOf(file)]).toEqual([0o775, 0o644])
})
