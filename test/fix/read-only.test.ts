import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Risk } from '../../src/contract/index.js'
import type { ConsentContext } from '../../src/fix/consent.js'
import type { HostMachine } from '../../src/ports/machine.js'
import { makeHome } from './home.js'
import { type Ailment, admit, listTree } from './patient.js'

/** Whoever takes a lock or writes is found out, also where it leaves no trace. */
const untouchable = (): Partial<HostMachine> => {
  const forbidden = async (): Promise<never> => {
    throw new Error('a run that may change nothing reached for the machine')
  }
  const writer = {
    replace: forbidden,
    copy: forbidden,
    restore: forbidden,
    chmod: forbidden,
    remove: forbidden,
    link: forbidden,
    makeFolder: forbidden,
    removeFolderIfEmpty: forbidden,
    appendLine: forbidden,
  }
  return { writer, locks: { acquire: forbidden, acquireFile: forbidden } }
}

const makeStore = async () => {
  const home = await makeHome()
  const path = join(home, 'agents/main/store.json')
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, '{\n  "kept": 1\n}\n')
  return { home, path, lock: true as const }
}

const treatUntouched = async (
  ailment: Partial<Ailment>,
  consent: Partial<ConsentContext>,
  alter: () => Partial<HostMachine>,
) => {
  const store = await makeStore()
  const tree = await listTree(store.home)
  const records = await admit({ ...store, ...ailment }, { consent, alter }).treat()
  expect(await listTree(store.home)).toEqual(tree)
  return records
}

const PLAIN = { fix: false, yes: false }

describe.each([
  ['with ports that can write', () => ({})],
  ['with ports that refuse to', untouchable],
])('nothing at all is written or locked %s', (_, alter) => {
  it('where there is nothing to change', async () => {
    expect(await treatUntouched({ isBroken: () => false }, {}, alter)).toEqual([])
  })

  it.each<readonly [Risk, string, Partial<ConsentContext>]>([
    ['automatic', 'offered', { ...PLAIN, automatic: false }],
    ['safe', 'offered', PLAIN],
    ['review', 'offered', PLAIN],
    ['review', 'withheld', { yes: false }],
    ['destructive', 'named', {}],
    ['automatic', 'planned', { ...PLAIN, dryRun: true }],
    ['safe', 'planned', { dryRun: true }],
    ['review', 'planned', { dryRun: true }],
    ['destructive', 'planned', { dryRun: true, force: true }],
  ])('where something %s is only %s', async (risk, status, consent) => {
    const records = await treatUntouched({ risk }, consent, alter)
    expect(records).toMatchObject([{ status, risk }])
    expect('diff' in (records[0] ?? {})).toBe(status === 'planned')
  })

  it('where the fix refuses', async () => {
    const plan = () => ({ refuse: 'no' })
    expect(await treatUntouched({ plan }, {}, alter)).toMatchObject([{ status: 'refused' }])
  })

  it('for a dry run of every kind of change', async () => {
    const plan: Ailment['plan'] = ({ path, sha256, mode }) => [
      { op: 'write', path: join(path, '../new/file'), before: 'absent', after: 'new', lock: true },
      { op: 'patch', path, dialect: 'json', before: { sha256 }, edits: [{ at: ['x'], set: 1 }], lock: true },
      { op: 'chmod', path, before: mode, after: 0o600 },
      { op: 'delete', path, before: { sha256 }, lock: true },
    ]
    expect(await treatUntouched({ plan }, { dryRun: true }, alter)).toMatchObject([{ status: 'planned' }])
  })
})
