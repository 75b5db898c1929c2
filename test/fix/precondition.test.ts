import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanQuestion } from '../../src/fix/agreement.js'
import { makeHome } from './home.js'
import { type Ailment, admit, journalFolder, readJournal, type Seen, setDone } from './patient.js'

const OLD = '{\n  "other": 1\n}\n'

const makeStore = async (text: string | null = OLD) => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  if (text !== null) await writeFile(path, text)
  return { home, path }
}

/** Plans as always, and lets another program act each time after that, as often as it has something to do. */
const meddling = (acts: readonly (() => void)[]) => {
  const seen: Seen[] = []
  const plan: Ailment['plan'] = (found, { subject }) => {
    acts[seen.length]?.()
    seen.push(found)
    if (found.state === 'absent')
      return [{ op: 'write', path: found.path, before: 'absent', after: { json: { [subject]: true } } }]
    return [setDone(found, subject)]
  }
  return { seen, plan }
}

const NOTHING_JOURNALLED = { code: 'ENOENT' }

describe('between plan and change', () => {
  it('a changed file is planned for anew, and keeps what the other program wrote', async () => {
    const { home, path } = await makeStore()
    const { seen, plan } = meddling([() => writeFileSync(path, '{ "theirs": 2 }')])
    const records = await admit({ home, path, plan }).treat()
    expect(records).toMatchObject([{ status: 'applied', paths: [path] }])
    expect(seen.map(({ text }) => text)).toEqual([OLD, '{ "theirs": 2 }'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ theirs: 2, done: true })
  })

  it('a vanished file is planned for anew', async () => {
    const { home, path } = await makeStore()
    const { seen, plan } = meddling([() => rmSync(path)])
    expect(await admit({ home, path, plan }).treat()).toMatchObject([{ status: 'applied' }])
    expect(seen.map(({ state }) => state)).toEqual(['ok', 'absent'])
  })

  it('a file that appeared is planned for anew', async () => {
    const { home, path } = await makeStore(null)
    const { seen, plan } = meddling([() => writeFileSync(path, OLD)])
    expect(await admit({ home, path, plan }).treat()).toMatchObject([{ status: 'applied' }])
    expect(seen.map(({ state }) => state)).toEqual(['absent', 'ok'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ other: 1, done: true })
  })

  it('a folder that vanished with the lock in it is planned for anew', async () => {
    const { home } = await makeStore()
    const path = join(home, 'agent/store.json')
    await mkdir(join(home, 'agent'))
    await writeFile(path, OLD)
    let plans = 0
    const plan: Ailment['plan'] = (seen, { subject }) => {
      plans += 1
      if (seen.state === 'absent') return { refuse: 'it is gone for good' }
      rmSync(join(home, 'agent'), { recursive: true })
      return [setDone(seen, subject, true)]
    }
    const records = await admit({ home, path, plan }).treat()
    expect(records).toMatchObject([{ status: 'refused', reason: 'it is gone for good' }])
    expect(plans).toBe(2)
  })

  it.runIf(process.platform !== 'win32')('changed permissions are not set over', async () => {
    const { home, path } = await makeStore()
    await rm(path)
    await writeFile(path, OLD, { mode: 0o644 })
    const plan: Ailment['plan'] = () => {
      chmodSync(path, 0o640)
      return [{ op: 'chmod', path, before: 0o644, after: 0o600 }]
    }
    const records = await admit({ home, path, plan }).treat()
    const reason = `${path}: its permissions have changed in the meantime`
    expect(records).toMatchObject([{ status: 'outdated', reason }])
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('gives up after three plans and leaves what the other program wrote, without a trace', async () => {
    const { home, path } = await makeStore()
    let writes = 0
    const write = () => writeFileSync(path, `{ "theirs": ${writes++} }`)
    const { seen, plan } = meddling(Array(9).fill(write))
    const records = await admit({ home, path, plan, lock: true }).treat()
    const reason = `${path}: it has changed in the meantime`
    expect(records).toMatchObject([{ status: 'outdated', reason, paths: [path] }])
    expect(seen).toHaveLength(3)
    expect(await readFile(path, 'utf8')).toBe('{ "theirs": 2 }')
    await expect(stat(journalFolder(home))).rejects.toMatchObject(NOTHING_JOURNALLED)
  })

  it('does nothing where the other program did it all', async () => {
    const { home, path } = await makeStore()
    const { seen, plan } = meddling([() => writeFileSync(path, '{"done": true}')])
    expect(await admit({ home, path, plan }).treat()).toEqual([])
    expect(seen).toHaveLength(1)
    expect(await readFile(path, 'utf8')).toBe('{"done": true}')
  })

  it('says that the file changed where the finding can no longer be judged', async () => {
    const { home, path } = await makeStore()
    const { plan } = meddling([() => writeFileSync(path, 'garbage')])
    const isBroken = ({ text }: Seen) => {
      if (text === 'garbage') throw new Error('not JSON')
      return true
    }
    expect(await admit({ home, path, plan, isBroken }).treat()).toMatchObject([{ status: 'outdated' }])
    expect(await readFile(path, 'utf8')).toBe('garbage')
  })

  it.each<readonly [string, (path: string) => void, string]>([
    ['a link that leads nowhere', (path) => symlinkSync('gone', path), 'it is a link that leads nowhere'],
    ['bytes that are no text', (path) => writeFileSync(path, Buffer.of(0xff)), 'it is not a text'],
    ['nothing', () => undefined, 'it is gone'],
  ])('names %s where the file was', async (_, act, reason) => {
    const { home, path } = await makeStore()
    const plan: Ailment['plan'] = (seen) => {
      rmSync(path, { force: true })
      act(path)
      return [{ ...setDone(seen, 'done'), before: { sha256: '0'.repeat(64) } }]
    }
    const records = await admit({ home, path, plan, isBroken: () => true }).treat()
    expect(records).toMatchObject([{ status: 'outdated', reason: `${path}: ${reason}` }])
  })
})

it('a file that changes after the images were written is left alone and planned for anew', async () => {
  const { home, path } = await makeStore()
  let isFirst = true
  const patient = admit(
    { home, path, lock: true },
    {
      alter: ({ writer }) => ({
        writer: {
          ...writer,
          appendLine: async (file, line) => {
            await writer.appendLine(file, line)
            if (line.includes('"intent"') && isFirst) writeFileSync(path, '{ "theirs": 2 }')
            if (line.includes('"intent"')) isFirst = false
          },
        },
      }),
    },
  )
  expect(await patient.treat()).toMatchObject([{ status: 'applied' }])
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ theirs: 2, done: true })
  const { entries, images } = await readJournal(home)
  expect(entries.map(({ event, step }) => `${event} ${step}`)).toEqual([
    'run undefined',
    'intent 0',
    'rolled-back 0',
    'intent 1',
    'applied 1',
    'verified 1',
  ])
  expect(images).toEqual(['1.0.after', '1.0.before'])
})

describe('somebody who is asked', () => {
  const consent = { yes: false, terminal: true }

  it('is shown the file as it is now, not as it was when it was judged', async () => {
    const { home, path } = await makeStore()
    const diffs: string[] = []
    const ask = async ({ diff }: PlanQuestion) => diffs.push(diff) > 0
    const { plan } = meddling([() => writeFileSync(path, '{\n  "theirs": 2\n}\n')])
    expect(await admit({ home, path, plan }, { consent, ask }).treat()).toMatchObject([{ status: 'applied' }])
    expect(diffs).toHaveLength(1)
    expect(diffs[0]).toContain('"theirs": 2')
  })

  it('is asked again when the file changed before the answer', async () => {
    const { home, path } = await makeStore()
    const diffs: string[] = []
    const ask = async ({ diff }: PlanQuestion) => {
      if (diffs.push(diff) === 1) await writeFile(path, '{\n  "theirs": 2\n}\n')
      return true
    }
    expect(await admit({ home, path }, { consent, ask }).treat()).toMatchObject([{ status: 'applied' }])
    expect(diffs.map((diff) => diff.includes('theirs'))).toEqual([false, true])
  })

  it.each([
    ['safe', true],
    ['review', false],
  ] as const)('may decline something %s, where Enter means %s', async (risk, expected) => {
    const { home, path } = await makeStore()
    const meant: boolean[] = []
    const ask = async ({ enterMeans }: PlanQuestion) => {
      meant.push(enterMeans)
      return false
    }
    expect(await admit({ home, path, risk }, { consent, ask }).treat()).toMatchObject([
      { status: 'declined' },
    ])
    expect(meant).toEqual([expected])
    expect(await readFile(path, 'utf8')).toBe(OLD)
  })
})
