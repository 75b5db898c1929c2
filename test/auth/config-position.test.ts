import { expect, it } from 'vitest'
import { configFiles } from '../../src/auth/config-files.js'
import { configPositions } from '../../src/auth/config-position.js'
import type { ReadResult } from '../../src/contract/index.js'
import { aStat } from '../checks/facts.js'

const reading =
  (files: Readonly<Record<string, string>>) =>
  async (path: string): Promise<ReadResult> => {
    const text = files[path]
    return text === undefined ? { state: 'absent' } : { state: 'ok', text, sha256: '', stat: aStat() }
  }

const CONFIG = '/c/clawdbot.json'
const find = (files: Readonly<Record<string, string>>, ...ats: readonly string[]) =>
  configPositions(
    ats.map((at) => (at === '' ? [] : at.split('.'))),
    CONFIG,
    'linux',
    reading(files),
  )

const ONE = `{
  // mine
  auth: { order: 'zai' },
  agents: { list: [
    { id: 'a' }, 7,
  ] },
}`

it.each([
  ['auth.order', 3, 18],
  ['agents.list.1', 5, 18],
  ['agents.list.0.id', 5, 11],
  // What is not there is looked for where it belongs.
  ['agents.list.0.model.primary', 5, 5],
  ['models.providers', 1, 1],
  ['', 1, 1],
])('finds %s at line %i, column %i', async (at, line, column) => {
  expect(await find({ [CONFIG]: ONE }, at)).toEqual([{ path: CONFIG, line, column }])
})

it('finds what an included file says in that file', async () => {
  const files = { [CONFIG]: "{ auth: { $include: './auth.json5' } }", '/c/auth.json5': '{\n  order: 7 }' }
  expect(await find(files, 'auth.order')).toEqual([{ path: '/c/auth.json5', line: 2, column: 10 }])
})

it('does not number the items of a list that two files add to', async () => {
  const files = {
    [CONFIG]: "{ $include: './more.json5',\n agents: { list: [ 1 ] } }",
    '/c/more.json5': '{ agents: { list: [ 2, 3 ] } }',
  }
  expect(await find(files, 'agents.list.2')).toEqual([{ path: CONFIG, line: 2, column: 18 }])
})

it('reads nothing where nothing is looked for', async () => {
  const read = async (): Promise<ReadResult> => {
    throw new Error('read')
  }
  expect(await configPositions([], CONFIG, 'linux', read)).toEqual([])
})

it('is not brought down by a hundred thousand brackets', async () => {
  const text = `{ auth: ${'['.repeat(100_000)}${']'.repeat(100_000)} }`
  expect(await find({ [CONFIG]: text }, 'auth')).toEqual([null])
  expect(await configFiles(CONFIG, 'linux', reading({ [CONFIG]: text }))).toMatchObject([{ path: CONFIG }])
})
