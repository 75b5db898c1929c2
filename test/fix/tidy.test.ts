import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome } from './home.js'
import { admit, journalFolder, sha256Of } from './patient.js'

const DAY = 24 * 60 * 60 * 1000
const NOW = Date.UTC(2026, 5, 1)
const NEW = '{"done": false}'

const nameOf = (at: number, mark = 'abcdef'): string =>
  `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${mark}`

type Kind = 'verified' | 'undone' | 'rolled-back' | 'half' | 'torn' | 'empty'

/** A home with earlier runs on record, as old as told in days. */
const makeStore = async (earlier: readonly (readonly [days: number, kind: Kind])[]) => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, '{}')
  await writeFile(join(home, 'made'), NEW)
  const runs = join(journalFolder(home), 'runs')
  for (const [days, kind] of earlier) {
    const at = NOW - days * DAY
    const run = nameOf(at)
    await mkdir(join(runs, run), { recursive: true })
    await writeFile(join(runs, run, '0.0.before'), 'old')
    if (kind === 'empty') continue
    const change = (name: string) => ({
      op: 'write',
      path: join(home, name),
      before: 'absent',
      after: { sha256: sha256Of(NEW), mode: 0o600, copy: '0.0.after' },
      madeFolders: [],
      lock: null,
    })
    const lines = [
      { event: 'run', version: kind === 'torn' ? 2 : 1, run, tool: 'test', at },
      {
        event: 'intent',
        step: 0,
        at,
        fix: 'x',
        subject: 'x',
        changes: ['made', 'unmade'].map(change),
      },
      ...(kind === 'half' ? [] : [{ event: kind === 'torn' ? 'verified' : kind, step: 0, at }]),
    ]
    await writeFile(
      join(runs, run, 'journal.jsonl'),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
  }
  const { treat, journal } = admit({ home, path }, { now: () => NOW })
  return {
    home,
    path,
    run: journal.run,
    /** Has a fix made, and tells which of the runs before it are left. */
    left: async () => {
      expect(await treat()).toMatchObject([{ status: 'applied' }])
      return (await readdir(runs)).filter((name) => name !== journal.run)
    },
  }
}

const many = (count: number): readonly (readonly [number, Kind])[] =>
  Array.from({ length: count }, (_, index) => [index + 1, 'verified'] as const)

describe('a run that changes something', () => {
  it('removes runs that are older than 90 days', async () => {
    const { left } = await makeStore([
      [91, 'verified'],
      [200, 'undone'],
      [90, 'rolled-back'],
    ])
    expect(await left()).toEqual([nameOf(NOW - 90 * DAY)])
  })

  it('keeps the newest 50, its own among them', async () => {
    const { left } = await makeStore(many(60))
    const kept = await left()
    expect(kept).toHaveLength(49)
    expect(kept[0]).toBe(nameOf(NOW - 49 * DAY))
  })

  it('keeps an interrupted one, and one whose journal cannot be read, however old', async () => {
    const { left } = await makeStore([
      [400, 'verified'],
      [300, 'torn'],
      [200, 'half'],
    ])
    expect(await left()).toEqual([nameOf(NOW - 300 * DAY), nameOf(NOW - 200 * DAY)])
  })

  it('removes copies without a journal after a day, when nobody can be about to begin one', async () => {
    const { left } = await makeStore([
      [2, 'empty'],
      [0.5, 'empty'],
    ])
    expect(await left()).toEqual([nameOf(NOW - 0.5 * DAY)])
  })

  it.runIf(process.platform !== 'win32')(
    'removes what a killed run began to write beside its file, and nothing else',
    async () => {
      const { home, left } = await makeStore([[1, 'verified']])
      const then = NOW - DAY
      const files: readonly (readonly [string, number])[] = [
        ['made.123456', then + 5000],
        ['made.99', then - 5000],
        ['made.7', then + 120_000],
        ['made.bak', then],
        ['made.12345678901', then],
        ['other.123456', then],
      ]
      for (const [name, at] of files) {
        await writeFile(join(home, name), '')
        await utimes(join(home, name), at / 1000, at / 1000)
      }
      await left()
      const names = (await readdir(home)).filter((name) => name.includes('.') && name !== 'store.json')
      expect(names.sort()).toEqual(['made.12345678901', 'made.7', 'made.bak', 'other.123456'])
    },
  )
})

it('the last run that changed something is kept by one that changes nothing', async () => {
  const { home, path } = await makeStore([[400, 'verified']])
  await writeFile(path, '{"done": true}')
  const { treat } = admit({ home, path, isBroken: () => true }, { now: () => NOW })
  expect(await treat()).toMatchObject([{ status: 'failed' }])
  expect(await readdir(join(journalFolder(home), 'runs'))).toEqual([nameOf(NOW - 400 * DAY)])
})
