import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { acquireLockFile } from '../../src/ports/lock-file.js'
import { undoAll } from '../fix/undo-runs.js'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
const CONFIG = '.clawdbot/clawdbot.json'
const SESSIONS = '.clawdbot/agents/main/sessions/sessions.json'
const FIX = { fix: true, yes: true }

let home: string
beforeEach(async () => {
  home = await makeFolder()
  await put(STORE, JSON.stringify({ version: 1, profiles: { a: key('anthropic'), o: key('openai') } }))
})

const key = (provider: string) => ({ type: 'api_key', provider, key: 'k' })
const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text, { mode: 0o640 })
  await utimes(join(home, path), 1_700_000_000, 1_700_000_000)
}
const read = (path = SESSIONS) => readFile(join(home, path), 'utf8')
const run = () => runCheck('auth/session-pins', { home, now: NOW, consent: FIX })

const pin = (profile: string, more = {}) => ({
  sessionId: 's',
  updatedAt: 5,
  authProfileOverride: profile,
  authProfileOverrideSource: 'user',
  authProfileOverrideCompactionCount: 2,
  ...more,
})
const free = { sessionId: 's', updatedAt: 5 }

describe('the fix auth/clear-pin', () => {
  it('removes all fields of stale pins and nothing else, once, and can be undone to the byte', async () => {
    const text = `${JSON.stringify(
      {
        'agent:main:main': pin('gone'),
        'agent:main:telegram:1': pin('a'),
        global: pin('o'),
        'agent:main:openai': pin('o', { providerOverride: 'openai', modelOverride: 'gpt' }),
        'agent:main:openai:thread:7': pin('o'),
        odd: 'no session',
      },
      null,
      1,
    )}\n`
    await put(SESSIONS, text)
    const records = await run()
    expect(records.map(({ subject, status }) => [subject, status])).toEqual([
      ['agent:main/pins:gone', 'applied'],
      ['agent:main/pins:o', 'applied'],
    ])
    expect(JSON.parse(await read())).toEqual({
      ...JSON.parse(text),
      'agent:main:main': free,
      global: free,
    })
    const after = await stat(join(home, SESSIONS))
    expect(await run()).toEqual([])
    expect((await stat(join(home, SESSIONS))).mtimeMs).toBe(after.mtimeMs)
    await undoAll(join(home, '.journal'))
    expect(await read()).toBe(text)
    expect(await stat(join(home, SESSIONS))).toMatchObject({ mtimeMs: 1_700_000_000_000, mode: 0o100640 })
    await expect(stat(join(home, `${SESSIONS}.lock`))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('keeps the comments of a file that somebody wrote as JSON5', async () => {
    await put(SESSIONS, "{ // mine\n 'agent:main:main': { authProfileOverride: 'gone', /* keep */ x: 1 } }")
    expect(await run()).toMatchObject([{ status: 'applied' }])
    expect(await read()).toBe("{ // mine\n 'agent:main:main': { /* keep */ x: 1 } }")
  })

  it.each(['', 'null', '[]', '{"a": {'])('never writes over sessions that read %j', async (text) => {
    await put(SESSIONS, text)
    expect(await run()).toEqual([])
    expect(await read()).toBe(text)
  })

  it('finds the sessions where the config has them, of several agents in one file', async () => {
    await put(
      CONFIG,
      "{ session: { store: '~/all.json' }, agents: { list: [{ id: 'main' }, { id: 'work' }] } }",
    )
    await put(
      'all.json',
      JSON.stringify({ 'agent:work:main': pin('gone'), global: pin('lost'), 'agent:nobody:x': pin('x') }),
    )
    await put(SESSIONS, JSON.stringify({ 'agent:main:main': pin('gone') }))
    expect((await run()).map(({ subject, paths }) => [subject, paths])).toEqual([
      ['agent:work/pins:gone', [join(home, 'all.json')]],
      ['agent:main/pins:lost', [join(home, 'all.json')]],
    ])
    expect(JSON.parse(await read('all.json'))).toEqual({
      'agent:work:main': free,
      global: free,
      'agent:nobody:x': pin('x'),
    })
    expect(JSON.parse(await read())).toEqual({ 'agent:main:main': pin('gone') })
  })

  it('waits for the gateway to give its lock file back', { timeout: 20_000 }, async () => {
    await put(SESSIONS, JSON.stringify({ 'agent:main:main': pin('gone') }))
    const release = await acquireLockFile(join(home, SESSIONS))
    let isDone = false
    const running = run().then((records) => {
      isDone = true
      return records
    })
    await Promise.race([
      running,
      acquireLockFile(join(home, SESSIONS), { patienceMs: 300 }).catch(() => null),
    ])
    expect(isDone).toBe(false)
    await release()
    expect(await running).toMatchObject([{ status: 'applied' }])
  })

  it('handles fifty megabytes with thousands of pins', { timeout: 60_000 }, async () => {
    const skills = 'x'.repeat(10_000)
    const sessions = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [
        `agent:main:chat:${at}`,
        pin(at % 2 ? 'gone' : 'a', { skills }),
      ]),
    )
    await put(SESSIONS, JSON.stringify(sessions, null, 2))
    expect((await stat(join(home, SESSIONS))).size).toBeGreaterThan(50_000_000)
    const began = performance.now()
    expect(await run()).toMatchObject([{ subject: 'agent:main/pins:gone', status: 'applied' }])
    expect(performance.now() - began).toBeLessThan(40_000)
    const left = Object.values(JSON.parse(await read())).filter((each) =>
      Object.hasOwn(Object(each), 'authProfileOverride'),
    )
    expect(left.length).toBe(2500)
  })
})
