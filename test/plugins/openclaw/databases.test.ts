import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { databases } from '../../../plugins/openclaw/facts/databases.js'
import type { OpenclawDatabases } from '../../../src/auth/openclaw/database.js'
import { STATEMENTS } from '../../../src/auth/openclaw/read-rows.js'
import type { SqliteResult } from '../../../src/contract/index.js'
import { createFactStore } from '../../../src/engine/fact-store.js'
import { createMachine } from '../../../src/ports/machine.js'
import { makeFolder } from '../../setup/temp-folder.js'

let home: string
beforeEach(async () => {
  home = await makeFolder()
  await mkdir(join(home, '.openclaw'))
})

const SHARED = '.openclaw/state/openclaw.sqlite'
const agentPath = (id: string) => `.openclaw/agents/${id}/agent/openclaw-agent.sqlite`
const key = { type: 'api_key', provider: 'openai', key: 'k' }
const holding = (...ids: readonly string[]): SqliteResult => {
  const profiles = Object.fromEntries(ids.map((id) => [id, key]))
  return { state: 'ok', answers: [[{ layout: 1 }], [{ profiles: JSON.stringify({ profiles }) }]] }
}

const put = async (path: string) => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), '')
}

/** `answers` by path under the home; any other database is absent. `asked` is what was asked for, in order. */
const collect = async (answers: Readonly<Record<string, SqliteResult>> | undefined) => {
  const asked: [string, readonly string[]][] = []
  const { sqlite: _, ...probes } = createMachine({ env: {}, home, cwd: home, platform: 'linux' }).probes
  const query = async (path: string, statements: readonly string[]): Promise<SqliteResult> => {
    const name = path.slice(home.length + 1)
    asked.push([name, statements])
    return answers?.[name] ?? { state: 'absent' }
  }
  const given = answers === undefined ? probes : { ...probes, sqlite: { query } }
  const store = createFactStore(given, { timeoutMs: 5000, settings: {} })
  const outcome = await store.outcome<OpenclawDatabases>(databases)
  return { value: 'value' in outcome ? outcome.value : outcome, asked, store }
}

describe("OpenClaw's databases", () => {
  it('are what all share and what each agent has, each asked with its own statements', async () => {
    await put(agentPath('work'))
    await put(agentPath('main'))
    const { value, asked } = await collect({
      [SHARED]: holding('a'),
      [agentPath('work')]: holding('b'),
    })
    expect(value).toMatchObject({
      state: 'read',
      databases: [
        { agent: null, path: join(home, SHARED), reading: { state: 'ok', store: { profiles: { a: {} } } } },
        { agent: 'work', reading: { state: 'ok', store: { profiles: { b: {} } } } },
      ],
      notImported: [],
    })
    expect(Object.fromEntries(asked)).toEqual({
      [SHARED]: STATEMENTS.shared,
      [agentPath('main')]: STATEMENTS.agent,
      [agentPath('work')]: STATEMENTS.agent,
    })
  })

  it('are not looked for where OpenClaw has no folder', async () => {
    await rm(join(home, '.openclaw'), { recursive: true })
    const { value, asked } = await collect({ [SHARED]: holding('a') })
    expect([value, asked]).toEqual([{ state: 'read', databases: [], notImported: [] }, []])
  })

  it.each<SqliteResult>([
    { state: 'denied' },
    { state: 'folder' },
    { state: 'busy' },
    { state: 'not-a-database' },
    { state: 'dangling-link', target: '/gone' },
    { state: 'failed', reason: 'larger than 256 MiB' },
  ])('are told as they are: $state', async (reading) => {
    const { value } = await collect({ [SHARED]: reading })
    expect(value).toMatchObject({ databases: [{ agent: null, reading }] })
  })

  it('are none at all on a Node without SQLite, which says so', async () => {
    const reason = 'Node 20.19.1 has no SQLite'
    await put(agentPath('main'))
    const { value } = await collect({ [agentPath('main')]: { state: 'unsupported', reason } })
    expect(value).toEqual({ state: 'unsupported', reason })
    expect((await collect(undefined)).value).toMatchObject({ state: 'unsupported' })
  })

  it('stand beside files that OpenClaw has not imported', async () => {
    const file = '.openclaw/agents/main/agent/auth-profiles.json'
    await put(file)
    expect((await collect({})).value).toEqual({
      state: 'read',
      databases: [],
      notImported: [join(home, file)],
    })
  })

  it('are read again when one of them, or its log, was changed', async () => {
    const { store, asked } = await collect({ [SHARED]: holding('a') })
    store.forget([], [join(home, '.clawdbot/agents/main/agent/auth-profiles.json')])
    await store.outcome(databases)
    expect(asked).toHaveLength(1)
    for (const [path, count] of [
      [SHARED, 2],
      [`${SHARED}-wal`, 3],
    ] as const) {
      store.forget([], [join(home, path)])
      await store.outcome(databases)
      expect(asked).toHaveLength(count)
    }
  })
})
