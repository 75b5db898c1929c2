import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { envSources } from '../../plugins/clawdbot/facts/env-sources.js'
import type { EnvSource } from '../../src/auth/env-sources.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { createMachine } from '../../src/ports/machine.js'
import { makeFolder } from '../setup/temp-folder.js'

let home: string
beforeEach(async () => {
  home = await makeFolder()
  await mkdir(join(home, '.clawdbot'))
  await mkdir(join(home, 'here'))
})

const collect = async (env: Record<string, string>, cwd = join(home, 'here')) => {
  const machine = createMachine({ env: { HOME: home, ...env }, home, cwd, platform: 'linux' })
  const facts = createFactStore(machine.probes, { timeoutMs: 10_000, settings: {} })
  const outcome = await facts.outcome<readonly EnvSource[]>(envSources)
  if (outcome.status !== 'ok') throw new Error(outcome.reason)
  return outcome.value.map(({ name, where, path, secret }) => [
    name,
    where,
    path?.replace(home, '~') ?? null,
    secret.length,
  ])
}

it('finds every place that sets a variable, strongest first, and none that is not a key', async () => {
  await writeFile(join(home, 'here/.env'), 'ANTHROPIC_API_KEY=\nOTHER=1\n')
  await writeFile(join(home, '.clawdbot/.env'), 'export ANTHROPIC_API_KEY="two" # mine\nOPENAI_API_KEY=1\n')
  await writeFile(
    join(home, '.clawdbot/clawdbot.json'),
    "{ env: { ANTHROPIC_API_KEY: 'four', vars: { XAI_API_KEY: '' } } }",
  )
  expect(await collect({ ANTHROPIC_API_KEY: 'a', PATH: '/bin' })).toEqual([
    ['ANTHROPIC_API_KEY', 'process', null, 1],
    ['ANTHROPIC_API_KEY', 'file', '~/here/.env', 0],
    ['ANTHROPIC_API_KEY', 'file', '~/.clawdbot/.env', 3],
    ['OPENAI_API_KEY', 'file', '~/.clawdbot/.env', 1],
    ['ANTHROPIC_API_KEY', 'config', '~/.clawdbot/clawdbot.json', 4],
  ])
})

it('reads a file once where both places are one', async () => {
  await writeFile(join(home, '.clawdbot/.env'), 'XAI_API_KEY=x')
  expect(await collect({}, join(home, '.clawdbot'))).toEqual([['XAI_API_KEY', 'file', '~/.clawdbot/.env', 1]])
})

it('finds nothing where nothing is set', async () => {
  expect(await collect({})).toEqual([])
})
