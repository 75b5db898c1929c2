import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import { makeHome } from './home.js'
import { type Ailment, admit, listTree, setDone } from './patient.js'

const REFUSE = 'the fix test/do-it failed to plan: '

const planning = async (plan: NonNullable<Ailment['plan']>) => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, '{}\n')
  const before = await listTree(home)
  const records = await admit({ home, path, plan }).treat()
  return { records, isUntouched: JSON.stringify(before) === JSON.stringify(await listTree(home)) }
}

describe('a fix that will not help', () => {
  it('is refused with its own reason', async () => {
    const { records, isUntouched } = await planning(() => ({ refuse: 'it is too late' }))
    expect(records).toMatchObject([{ status: 'refused', reason: 'it is too late', paths: [] }])
    expect(isUntouched).toBe(true)
  })

  it('is refused by name when it throws, without a stack', async () => {
    const { records } = await planning(() => {
      throw new Error('one\n  two')
    })
    expect(records).toMatchObject([{ status: 'refused', reason: `${REFUSE}one two` }])
  })
})

const chmod = { op: 'chmod', path: '/x', before: 0o644, after: 0o600 }
const HASH = { sha256: 'a'.repeat(64) }
const patch = { op: 'patch', path: '/x', dialect: 'json', before: HASH, edits: [{ at: ['a'], set: 1 }] }
const run = { op: 'run', argv: ['x'], inverse: ['x'] }
const irreversible = { ...run, inverse: { irreversible: 'it is gone for good' } }
const NO_WAY_BACK = 'the program "x": it says neither what takes it back nor why nothing does'
const write = { op: 'write', path: '/x', before: 'absent', after: 'text' }

describe('a plan that could not be carried out', () => {
  it.each<readonly [unknown, string]>([
    [undefined, 'plan returned neither a list of changes nor a refusal'],
    [{ refuse: 7 }, 'plan returned neither a list of changes nor a refusal'],
    [[], 'plan returned no change and no refusal'],
    [[null], 'a change is not an object'],
    [[{ ...chmod, path: 'x' }], 'a change has no absolute path'],
    [[{ ...chmod, path: '/x\0' }], 'a change has no absolute path'],
    [[{ ...chmod, op: 'move' }], 'the change of /x is of a kind that is not known here: "move"'],
    [[{ ...write, lock: 'folder' }], 'the change of /x: its lock is of no kind known here'],
    [[{ ...run, argv: [] }], 'a program to run is no list of words'],
    [[{ ...run, argv: ['', 'x'] }], 'a program to run is no list of words'],
    [[{ ...run, argv: ['x', 7] }], 'a program to run is no list of words'],
    [[{ ...run, argv: ['x\0'] }], 'a program to run is no list of words'],
    [[{ ...run, timeoutMs: 0 }], 'the program "x": its time is not between 1 ms and 600000 ms'],
    [[{ ...run, inverse: [] }], NO_WAY_BACK],
    [[{ ...run, inverse: { irreversible: '' } }], NO_WAY_BACK],
    [[{ op: 'run', argv: ['x'] }], NO_WAY_BACK],
    [[irreversible], 'the program "x": it cannot be taken back, which a fix of risk safe may not do'],
    [[{ ...chmod, before: '0644' }], 'the change of /x: its before is no mode'],
    [[{ ...chmod, after: 0o100_600 }], 'the change of /x: its after is no mode'],
    [[{ ...write, before: HASH.sha256 }], 'the change of /x: its before is neither absent nor a hash'],
    [[{ ...write, after: { json: undefined } }], 'the change of /x: its after is neither a text nor JSON'],
    [[{ ...write, after: { json: new Map() } }], 'its plan is not JSON data at /0/after/json'],
    [[{ ...write, mode: -1 }], 'the change of /x: its mode is none'],
    [[{ ...patch, before: 'absent' }], 'the change of /x: its before is no hash'],
    [[{ ...patch, dialect: 'yaml' }], 'the change of /x: its dialect is neither json nor json5'],
    [[{ ...patch, edits: [] }], 'the change of /x: its edits are no list of edits'],
    [[{ ...patch, edits: [{ at: 'a', set: 1 }] }], 'the change of /x: its edits are no list of edits'],
    [[{ ...patch, edits: [{ at: ['a'] }] }], 'the change of /x: its edits are no list of edits'],
    [[{ op: 'delete', path: '/x' }], 'the change of /x: its before is no hash'],
  ])('is refused by name: %j', async (plan, fault) => {
    const { records, isUntouched } = await planning(() => plan)
    expect(records).toMatchObject([{ status: 'refused', reason: REFUSE + fault }])
    expect(isUntouched).toBe(true)
  })

  it('is refused when it is a promise, kept or broken', async () => {
    for (const promised of [() => Promise.resolve([chmod]), () => Promise.reject(new Error('late'))]) {
      const { records } = await planning(promised)
      expect(records).toMatchObject([{ reason: `${REFUSE}plan returned a promise; a fix plans at once` }])
    }
  })

  it('is refused when it does not fit the file it is shown for', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '[]\n')
    const records = await admit({ home, path }, { consent: { dryRun: true } }).treat()
    expect(records).toMatchObject([{ status: 'refused', reason: 'the document is not an object' }])
  })

  it('fails, and changes nothing, when it does not fit the file it is made for', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    for (const text of ['[]\n', '', 'null', '\uFEFF{', '{"done": ']) {
      await writeFile(path, text)
      const before = await listTree(home)
      const [record] = await admit({ home, path }).treat()
      expect(record?.status).toBe('failed')
      expect({ ...(await listTree(home)), '.': '' }).toEqual({ ...before, '.': '' })
    }
  })
})

it('cannot be altered by the fix once it was returned', async () => {
  let late: { path: string } | undefined
  const { records } = await planning((seen) => {
    const change: Change = { ...setDone(seen, 'done') }
    late = change as { path: string }
    queueMicrotask(() => {
      if (late) late.path = '/elsewhere'
    })
    return [change]
  })
  expect(records).toMatchObject([{ status: 'applied' }])
})
