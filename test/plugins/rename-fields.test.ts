import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
let home: string
let file: string

beforeEach(async () => {
  home = await makeFolder()
  const folder = join(home, '.clawdbot/agents/main/agent')
  file = join(folder, 'auth-profiles.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
})

const other = { type: 'api_key', provider: 'openai', key: 'another key', note: [1] }
const write = (profile: unknown) =>
  writeFile(
    file,
    JSON.stringify({ version: 1, profiles: { x: profile, 'openai:a': other }, mine: { kept: true } }),
    { mode: 0o600 },
  )
const fix = () => runCheck('auth/store', { home, now: NOW, consent: { fix: true, yes: true } })
const read = async () => JSON.parse(await readFile(file, 'utf8'))

describe('the fix auth/rename-fields', () => {
  it.each([
    [
      '`mode`',
      { mode: 'token', provider: 'zai', token: 't', expires: 9, mine: 1 },
      { type: 'token', provider: 'zai', token: 't', expires: 9, mine: 1 },
    ],
    [
      '`apiKey`',
      { type: 'api_key', provider: 'zai', apiKey: 'a "b"\\\n é', mine: null },
      { type: 'api_key', provider: 'zai', key: 'a "b"\\\n é', mine: null },
    ],
    [
      '`apiKey` beside an empty `key`',
      { type: 'api_key', provider: 'zai', key: '', apiKey: 'k' },
      { type: 'api_key', provider: 'zai', key: 'k' },
    ],
    [
      'both at once',
      { mode: 'api_key', provider: 'zai', apiKey: 'k' },
      { type: 'api_key', provider: 'zai', key: 'k' },
    ],
  ])('renames %s and keeps all the rest', async (_, before, after) => {
    await write(before)
    const applied = (await fix()).filter(({ status }) => status === 'applied')
    expect(applied).toHaveLength(1)
    expect(await read()).toEqual({
      version: 1,
      profiles: { x: after, 'openai:a': other },
      mine: { kept: true },
    })
    expect(await fix()).toEqual([])
  })

  it.each([
    ['the provider is missing', { mode: 'api_key', key: 'k' }],
    ['there would be no secret', { mode: 'token', provider: 'zai' }],
    ['`key` holds something else', { type: 'api_key', provider: 'zai', key: { ref: 1 }, apiKey: 'k' }],
    ['`type` is there too', { type: 'key', mode: 'api_key', provider: 'zai', key: 'k' }],
    ['`mode` is none that is known', { mode: 'aws', provider: 'zai', key: 'k' }],
  ])('is not offered where %s', async (_, profile) => {
    await write(profile)
    const before = await readFile(file, 'utf8')
    expect(await fix()).toEqual([])
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it('loses no field and no value, whatever else is there', async () => {
    const rest = fc.dictionary(
      fc
        .string({ minLength: 1 })
        .filter((key) => !['type', 'mode', 'key', 'apiKey', 'provider', '__proto__'].includes(key)),
      fc.jsonValue(),
      { maxKeys: 3 },
    )
    await fc.assert(
      fc.asyncProperty(rest, fc.string({ minLength: 1 }), async (more, text) => {
        const key = `k${text}`
        await write({ ...more, mode: 'api_key', provider: 'zai', apiKey: key })
        await fix()
        expect((await read()).profiles.x).toEqual(
          JSON.parse(JSON.stringify({ ...more, type: 'api_key', provider: 'zai', key })),
        )
      }),
      { numRuns: 25 },
    )
  })
})
