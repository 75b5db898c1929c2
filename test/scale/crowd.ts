import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/**
 * A home with so many agents, each with a store of its own with so many profiles; every first one has ended. Where they
 * are `misspelled`, it has its type under another name too, which a fix mends.
 */
export const crowd = (agents: number, profiles: number, now: number, misspelled = false): string => {
  const home = mkdtempSync(join(tmpdir(), 'doctor-crowd-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const state = join(home, '.clawdbot')
  const ids = Array.from({ length: agents }, (_, index) => (index === 0 ? 'main' : `agent-${index}`))
  mkdirSync(state, { mode: 0o700 })
  writeFileSync(
    join(state, 'clawdbot.json'),
    JSON.stringify({ agents: { list: ids.map((id) => ({ id })) } }),
    {
      mode: 0o600,
    },
  )
  for (const id of ids) {
    const folder = join(state, 'agents', id, 'agent')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const stored = Array.from({ length: profiles }, (_, index) => [
      `anthropic:p${index}`,
      {
        [misspelled && index === 0 ? 'mode' : 'type']: 'token',
        provider: 'anthropic',
        token: `sk-ant-oat01-${`${id}-${index}-`.padEnd(95, 'x')}`,
        expires: now + (index === 0 ? -1 : 1) * 30 * 86_400_000,
      },
    ])
    writeFileSync(
      join(folder, 'auth-profiles.json'),
      JSON.stringify({ version: 1, profiles: Object.fromEntries(stored) }),
      { mode: 0o600 },
    )
  }
  return home
}
