import { readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FixRecord } from '../../src/fix/fix-record.js'
import { runInNode } from '../ports/compiled-ports.js'
import { compileFix } from './compiled-fix.js'
import { makeHome } from './home.js'
import { type Ailment, admit, journalFolder, readJournal, setDone } from './patient.js'

const statuses = (records: readonly FixRecord[]) =>
  records.map(({ subject, status }) => `${subject} ${status}`)

describe('two fixes of one file', () => {
  it('are planned after each other, each over what the one before left', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{"kept": 1}')
    const patient = admit({ home, path, subjects: ['one', 'two', 'three'], lock: true })
    expect(statuses(await patient.treat())).toEqual(['one applied', 'two applied', 'three applied'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ kept: 1, one: true, two: true, three: true })
    const { entries, images } = await readJournal(home)
    expect(entries.map(({ event, step }) => `${event} ${step}`)).toEqual([
      'run undefined',
      ...[0, 1, 2].flatMap((step) => [`intent ${step}`, `applied ${step}`, `verified ${step}`]),
    ])
    expect(images).toHaveLength(6)
  })

  it('share one journal also when they are run in two goes', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{}')
    const patient = admit({ home, path })
    expect(statuses(await patient.treat())).toEqual(['done applied'])
    await writeFile(path, '{}')
    patient.context.facts.forget([], [path])
    expect(statuses(await patient.treat())).toEqual(['done applied'])
    const { entries, images } = await readJournal(home)
    expect(entries.filter(({ event }) => event === 'intent').map(({ step }) => step)).toEqual([0, 1])
    expect(images).toHaveLength(4)
  })

  it('are one where the first does away with both findings', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{}')
    const plan: Ailment['plan'] = (seen) => [
      { ...setDone(seen, 'one'), edits: ['one', 'two'].map((at) => ({ at: [at], set: true })) },
    ]
    const patient = admit({ home, path, subjects: ['one', 'two'], plan })
    expect(statuses(await patient.treat())).toEqual(['one applied'])
  })

  it('go on after one that failed', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{}')
    const isBroken: Ailment['isBroken'] = ({ text }, subject) =>
      subject === 'hopeless' || !text.includes(subject)
    const patient = admit({ home, path, subjects: ['hopeless', 'fine'], isBroken })
    expect(statuses(await patient.treat())).toEqual(['hopeless rolled-back', 'fine applied'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ fine: true })
  })

  it('a second run changes nothing', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{}')
    await admit({ home, path }).treat()
    const { mtimeMs, ino } = await stat(path)
    expect(await admit({ home, path }).treat()).toEqual([])
    expect(await stat(path)).toMatchObject({ mtimeMs, ino })
  })
})

it('two changes of one file in one plan are refused at once, by whatever path it is reached', async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, '{}')
  await symlink('store.json', join(home, 'link'))
  const plan: Ailment['plan'] = (seen) => [
    setDone(seen, 'done', true),
    { ...setDone(seen, 'more', true), path: join(home, 'link') },
  ]
  const reason = `${path}: the fix plans more than one change of it`
  expect(await admit({ home, path, plan }).treat()).toMatchObject([{ status: 'failed', reason }])
  expect(await readFile(path, 'utf8')).toBe('{}')
  await expect(stat(journalFolder(home))).rejects.toMatchObject({ code: 'ENOENT' })
})

const ROUNDS = 20

it('two runs at once on one file lose nothing', { timeout: 60_000 }, async () => {
  const folder = await compileFix()
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, '{\n  "kept": [1, 2]\n}\n')
  const run = (name: string) =>
    runInNode(
      folder,
      `
    import { createLocks } from './src/ports/locks.js'
    import { admit } from './test/fix/patient.js'
    const subjects = Array.from({ length: ${ROUNDS} }, (_, round) => '${name}' + round)
    const locks = createLocks({ retries: { retries: 2000, factor: 1, minTimeout: 1, maxTimeout: 4 } })
    const home = ${JSON.stringify(home)}
    const patient = () => admit({ home, path: ${JSON.stringify(path)}, subjects, lock: true }, { alter: () => ({ locks }) })
    const told = []
    for (let go = 0; go < 50; go += 1) {
      const records = await patient().treat()
      told.push(...records.map(({ status }) => status))
      if (records.length === 0) break
    }
    console.log(JSON.stringify(told))`,
    )
  const told = (await Promise.all([run('a'), run('b')])) as string[][]
  for (const each of told) {
    expect(each.filter((status) => status === 'applied')).toHaveLength(ROUNDS)
    expect(each.filter((status) => status !== 'applied' && status !== 'outdated')).toEqual([])
  }
  const store = JSON.parse(await readFile(path, 'utf8'))
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
  expect(Object.keys(store).sort()).toEqual(['kept', ...rounds.flatMap((n) => [`a${n}`, `b${n}`])].sort())
  expect(store.kept).toEqual([1, 2])
})
