import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const QUARANTINE = 'auth-profiles.json.broken-20260115T120000000Z'
let home: string
let folder: string
let file: string

beforeEach(async () => {
  home = await makeFolder()
  folder = join(home, '.clawdbot/agents/main/agent')
  file = join(folder, 'auth-profiles.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
})

const store = (...ids: readonly string[]): string => {
  const profiles = ids.map((id) => [id, { type: 'api_key', provider: 'zai', key: `key of ${id}`, mine: 1 }])
  return `${JSON.stringify({ version: 1, profiles: Object.fromEntries(profiles), more: [id] }, null, 2)}\n`
}
const id = 'kept'
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const fix = (consent = {}) =>
  runCheck('auth/store', { home, now: NOW, consent: { fix: true, yes: true, ...consent } })
const write = async (path: string, text: string, at = NOW - 1000): Promise<string> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { mode: 0o600 })
  await utimes(path, at / 1000, at / 1000)
  return path
}

interface Told {
  readonly at: number
  readonly before?: string
  readonly after?: string
  readonly ends?: readonly object[]
}

/** A run that has changed the store once, as its journal and the images beside it tell it. */
const journal = async (name: string, { at, before, after, ends = [] }: Told): Promise<void> => {
  const run = join(home, '.clawdbot/doctor/runs', name)
  const image = (copy: string, text: string | undefined) =>
    text === undefined ? 'absent' : { copy, sha256: sha(text), mode: 0o600 }
  if (before !== undefined) await write(join(run, '0.0.before'), before)
  if (after !== undefined) await write(join(run, '0.0.after'), after)
  const change = {
    op: 'patch',
    path: file,
    before: image('0.0.before', before),
    after: image('0.0.after', after),
  }
  const lines = [
    { event: 'run', version: 1, run: name, tool: 't', at },
    { event: 'intent', step: 0, at, fix: 'f', subject: 's', changes: [{ op: 'run', argv: ['x'] }, change] },
    ...ends.map((end) => ({ step: 0, at: at + 5, ...end })),
  ]
  await write(
    join(run, 'journal.jsonl'),
    `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"event": "app`,
  )
}

const verified = [{ event: 'applied' }, { event: 'verified' }]
const BROKEN = `${store('a').slice(0, -20)}\u0000 "key": "half`

describe('the fix auth/restore-store', () => {
  it.each([
    ['breaks off', BROKEN],
    ['is empty', ''],
    ['has only white space', '\n'],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['has no profiles', '{"version": 1, "zai": {"type": "api_key"}}'],
    ['has a mark before garbage', '\uFEFF{]'],
  ])('keeps a store that %s whole beside it, and puts back the newest state', async (_, broken) => {
    await write(file, broken)
    await journal('1', { at: NOW - 9000, before: store('old'), after: store('old', 'new'), ends: verified })
    expect(await fix()).toMatchObject([{ fix: 'auth/restore-store', status: 'applied' }])
    expect(await readFile(file, 'utf8')).toBe(store('old', 'new'))
    expect(await readFile(join(folder, QUARANTINE), 'utf8')).toBe(broken)
    expect((await stat(join(folder, QUARANTINE))).mode & 0o777).toBe(0o600)
    expect(await fix()).toEqual([])
  })

  it.each<[string, readonly (readonly [string, Told])[], string]>([
    [
      'the later of two runs',
      [
        ['2', { at: NOW - 10, before: store('a'), after: store('b'), ends: verified }],
        ['1', { at: NOW - 20, before: store('c'), after: store('d'), ends: verified }],
      ],
      store('b'),
    ],
    [
      'what there was before a run that was rolled back',
      [['1', { at: NOW - 20, before: store('c'), after: store('d'), ends: [{ event: 'rolled-back' }] }]],
      store('c'),
    ],
    [
      'what an undo went back to',
      [
        [
          '1',
          { at: NOW - 20, before: store('c'), after: store('d'), ends: [...verified, { event: 'undone' }] },
        ],
        ['0', { at: NOW - 18, before: store('a'), after: store('b'), ends: verified }],
      ],
      store('c'),
    ],
    [
      'the latest that is intact itself',
      [['1', { at: NOW - 20, before: store('c'), after: '{"profiles":', ends: verified }]],
      store('c'),
    ],
  ])('takes %s', async (_, runs, expected) => {
    await write(file, BROKEN)
    for (const [name, told] of runs) await journal(name, told)
    await fix()
    expect(await readFile(file, 'utf8')).toBe(expected)
  })

  it.each([
    'agent/auth-profiles.json.bak',
    'agent/auth-profiles.json.bak.2',
    'agent/auth-profiles.json~',
    'agent.legacy-1767000000000/auth-profiles.json',
  ])('finds %s, which somebody else has left', async (name) => {
    await write(file, BROKEN)
    await write(join(folder, '..', name), store('theirs'))
    await fix()
    expect(await readFile(file, 'utf8')).toBe(store('theirs'))
  })

  it.each([
    ['nothing is known', async () => {}],
    [
      'an image was changed since',
      async () => {
        await journal('1', { at: NOW, before: store('a'), ends: verified })
        await write(join(home, '.clawdbot/doctor/runs/1/0.0.before'), store('forged'))
      },
    ],
    ['a copy was quarantined itself', () => write(join(folder, 'auth-profiles.json.broken-1'), store('a'))],
    ['a copy belongs to another file', () => write(join(folder, 'auth.json.bak'), store('a'))],
  ])('is not offered where %s, and nothing is touched', async (_, prepare) => {
    await write(file, BROKEN)
    await prepare()
    const before = await readdir(folder)
    expect(await fix()).toEqual([])
    expect(await readFile(file, 'utf8')).toBe(BROKEN)
    expect(await readdir(folder)).toEqual(before)
  })

  it('never writes over a quarantine copy', async () => {
    await write(file, BROKEN)
    await write(join(folder, QUARANTINE), 'mine')
    await write(`${file}.bak`, store('a'))
    expect(await fix()).toMatchObject([{ status: 'outdated' }])
    expect(await readFile(join(folder, QUARANTINE), 'utf8')).toBe('mine')
    expect(await readFile(file, 'utf8')).toBe(BROKEN)
  })

  it('shows which file becomes a copy of which, and nothing of what is in them', async () => {
    await write(file, BROKEN)
    await write(`${file}.bak`, store('a'))
    const [record] = await fix({ dryRun: true })
    expect(record?.diff).toBe(
      `copy ${file}\n  to ${join(folder, QUARANTINE)}\ncopy ${file}.bak\n  to ${file}\n`,
    )
    expect(await readdir(folder)).toEqual(['auth-profiles.json', 'auth-profiles.json.bak'])
  })

  it('waits to be told, since a state of yesterday may be the wrong one', async () => {
    await write(file, BROKEN)
    await write(`${file}.bak`, store('a'))
    expect(await fix({ yes: false })).toMatchObject([{ status: 'withheld' }])
    expect(await readFile(file, 'utf8')).toBe(BROKEN)
  })
})
