import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { undoAll } from '../fix/undo-runs.js'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
const CONFIG = '.clawdbot/clawdbot.json'
const FIX = { fix: true, yes: true }

let home: string
beforeEach(async () => {
  home = await makeFolder()
})

const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text)
  await utimes(join(home, path), 1_700_000_000, 1_700_000_000)
}
const read = (path: string) => readFile(join(home, path), 'utf8')
const run = () => runCheck('auth/mode-mismatch', { home, now: NOW, consent: FIX })

const login = { type: 'oauth', provider: 'anthropic', access: 'a', refresh: 'r', expires: NOW + 1 }
const store = (profile: object = login) => JSON.stringify({ version: 1, profiles: { s: profile } })

/** Every file with what it should hold afterwards, or the same text where nothing may be changed. */
const CASES: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  'the config itself, comments kept': {
    [CONFIG]: [
      "// mine\n{ auth: { profiles: { s: { provider: 'anthropic', /* why */ mode: 'token', email: 'a@b.c', }, }, }, }\n",
      "// mine\n{ auth: { profiles: { s: { provider: 'anthropic', /* why */ mode: 'oauth', email: 'a@b.c', }, }, }, }\n",
    ],
  },
  'provider and mode at once': {
    [CONFIG]: [
      "{ auth: { profiles: { s: { provider: 'openai', mode: 'token' } } } }",
      "{ auth: { profiles: { s: { provider: 'anthropic', mode: 'oauth' } } } }",
    ],
  },
  'a file that is included at the top': {
    [CONFIG]: ["{ $include: './more.json5', agents: {} }", "{ $include: './more.json5', agents: {} }"],
    '.clawdbot/more.json5': [
      "{ auth: { profiles: { s: { provider: 'anthropic', mode: 'token' } } } }",
      "{ auth: { profiles: { s: { provider: 'anthropic', mode: 'oauth' } } } }",
    ],
  },
  'a file that is included just there': {
    [CONFIG]: [
      "{ auth: { profiles: { $include: './profiles.json5' } } }",
      "{ auth: { profiles: { $include: './profiles.json5' } } }",
    ],
    '.clawdbot/profiles.json5': [
      "{ s: { provider: 'anthropic', mode: 'token' } } // only",
      "{ s: { provider: 'anthropic', mode: 'oauth' } } // only",
    ],
  },
  'the stronger of two files': {
    [CONFIG]: [
      "{ $include: './more.json5', auth: { profiles: { s: { mode: 'token' } } } }",
      "{ $include: './more.json5', auth: { profiles: { s: { mode: 'oauth' } } } }",
    ],
    '.clawdbot/more.json5': [
      "{ auth: { profiles: { s: { provider: 'anthropic', mode: 'api_key' } } } }",
      "{ auth: { profiles: { s: { provider: 'anthropic', mode: 'api_key' } } } }",
    ],
  },
  'the provider in one file and the mode in another': {
    [CONFIG]: [
      "{ $include: './more.json5', auth: { profiles: { s: { mode: 'token' } } } }",
      "{ $include: './more.json5', auth: { profiles: { s: { mode: 'oauth' } } } }",
    ],
    '.clawdbot/more.json5': [
      "{ auth: { profiles: { s: { provider: 'openai' } } } }",
      "{ auth: { profiles: { s: { provider: 'anthropic' } } } }",
    ],
  },
}

it.each(Object.keys(CASES))('corrects %s, once, and can be undone to the byte', async (name) => {
  const files = Object.entries(CASES[name] ?? {})
  await put(STORE, store())
  for (const [path, [before]] of files) await put(path, before)
  expect(await run()).toMatchObject([{ fix: 'auth/correct-config-entry', status: 'applied' }])
  for (const [path, [, after]] of files) expect(await read(path)).toBe(after)
  expect(await read(STORE)).toBe(store())
  expect(await run()).toEqual([])
  await undoAll(join(home, '.journal'))
  for (const [path, [before]] of files) {
    expect(await read(path)).toBe(before)
    expect((await stat(join(home, path))).mtimeMs).toBe(1_700_000_000_000)
  }
})

const entry = "{ s: { provider: 'anthropic', mode: 'token' } }"

const VARIABLE = ['$', '{M}'].join('')

const REFUSED: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string | null]>> = {
  'a variable fills it in': [
    {
      [CONFIG]:
        "{ env: { M: 'token' }, auth: { profiles: { s: { provider: 'anthropic', mode: '" +
        VARIABLE +
        "' } } } }",
    },
    'takes it from a variable',
  ],
  'the file is included twice': [
    {
      [CONFIG]: "{ auth: { profiles: { $include: ['./p.json5', './p.json5'] } } }",
      '.clawdbot/p.json5': entry,
    },
    'is included more than once',
  ],
  'the store of another agent cannot be read': [
    { [CONFIG]: `{ auth: { profiles: ${entry} } }`, [STORE.replace('main', 'work')]: '{' },
    'the profiles of agent work could not be read',
  ],
  'it serves another agent as it is': [
    {
      [CONFIG]: `{ agents: { list: [{ id: 'main' }] }, auth: { profiles: ${entry} } }`,
      [STORE.replace('main', 'work')]: store({ type: 'token', provider: 'openai', token: 't' }),
    },
    null,
  ],
}

it.each(Object.keys(REFUSED))('changes nothing where %s', async (name) => {
  const [files, reason] = REFUSED[name] ?? [{}, '']
  await put(STORE, store())
  for (const [path, text] of Object.entries(files)) await put(path, text)
  const records = await run()
  expect(records.map(({ status }) => status)).toEqual(reason === null ? [] : ['refused'])
  expect(records[0]?.reason ?? '').toContain(reason ?? '')
  for (const [path, text] of Object.entries(files)) expect(await read(path)).toBe(text)
})
