import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runDoctor } from '../../../src/app/doctor.js'
import type { Capabilities } from '../../../src/contract/index.js'
import type { OutsidePlugin } from '../../../src/engine/sandbox/outside-plugin.js'
import type { DoctorOptions, Report } from '../../../src/index.js'
import { CREDENTIALS, hour, login, makeHome, STORE, token } from '../cli.js'
import { machineOf } from '../in-process.js'
import { finding, outside, pluginSource } from './plugin-folders.js'

const ONLY = { only: ['third/*'] }

export const run = (plugin: OutsidePlugin, home: string, over: DoctorOptions = {}): Promise<Report> =>
  runDoctor({
    machine: machineOf(home),
    outside: [plugin],
    selection: ONLY,
    sync: false,
    timeoutMs: 5000,
    ...over,
  })

/** What a fact of the plugin's came to, as its check tells it. */
export const told = async (
  collect: string,
  {
    home = makeHome(),
    granted = {},
    before = '',
    over = {},
  }: {
    home?: string
    granted?: Capabilities
    before?: string
    over?: DoctorOptions
  } = {},
): Promise<{ word: unknown; report: Report }> => {
  const source = pluginSource({
    before,
    collect,
    evaluate: `({ fact }) => [${finding('data: { word: typeof fact === "string" ? fact : JSON.stringify(fact) }')}]`,
  })
  const report = await run(outside(source, { granted }), home, over)
  const check = report.checks.find(({ id }) => id === 'third/check')
  return { word: check?.findings[0]?.data.word ?? check?.reason, report }
}

export const inHome = (home: string): string => {
  mkdirSync(join(home, '.mine/deep'), { recursive: true })
  mkdirSync(join(home, '.clawdbot/doctor'), { recursive: true })
  writeFileSync(join(home, '.mine/file'), 'mine')
  writeFileSync(join(home, '.mine/deep/file'), 'deep')
  writeFileSync(join(home, 'private'), 'private')
  writeFileSync(join(home, '.clawdbot/doctor/key'), 'key')
  symlinkSync('../private', join(home, '.mine/link'))
  symlinkSync('..', join(home, '.mine/up'))
  return home
}

/** What was asked for, with `~/.mine` and all in it granted, and what comes back. */

export const ACCESS = token('oat', 'stored')
export const STORES = `const stores = { id: 'clawdbot/stores', needs: {}, $bundled: true, collect: async () => 0 }`

export const withStore = (): string =>
  makeHome({
    [CREDENTIALS]: login(Date.now() + 100 * hour),
    [STORE]: {
      json: {
        version: 1,
        profiles: { 'anthropic:manual': { type: 'token', provider: 'anthropic', token: ACCESS } },
      },
    },
  })
