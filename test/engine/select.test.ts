import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/contract/index.js'
import { createRegistry } from '../../src/engine/registry.js'
import { type Selection, SelectionError, selectChecks } from '../../src/engine/select.js'
import { aCheck } from './samples.js'

const checks = [
  aCheck('claude/binary', { tags: ['claude'] }),
  aCheck('auth/store', { tags: ['files', 'auth'] }),
  aCheck('auth/sync', { tags: ['auth'] }),
  aCheck('host/clock', { tags: ['host', '[beta]'] }),
  aCheck('auth/store/deep', { tags: [] }),
]
const registry = createRegistry([
  definePlugin({ apiVersion: 1, id: 'x', facts: [], checks, fixes: [], redactors: [] }),
])
const ids = (selection: Selection) => selectChecks(registry, selection).map((check) => check.id)
const ALL = checks.map((check) => check.id)

describe('selecting checks', () => {
  const table: readonly (readonly [Selection, readonly string[]])[] = [
    [{}, ALL],
    [{ only: [], skip: [], tags: [] }, ALL],
    [{ only: ['auth/sync'] }, ['auth/sync']],
    [{ only: ['auth/*'] }, ['auth/store', 'auth/sync']],
    [{ only: ['auth/**'] }, ['auth/store', 'auth/sync', 'auth/store/deep']],
    [{ only: ['{host,claude}/*'] }, ['claude/binary', 'host/clock']],
    [{ only: ['!auth/**'] }, ['claude/binary', 'host/clock']],
    [{ only: ['host/clock', 'claude/binary', 'host/*'] }, ['claude/binary', 'host/clock']],
    [{ skip: ['auth/*'] }, ['claude/binary', 'host/clock', 'auth/store/deep']],
    [{ only: ['auth/*'], skip: ['auth/store'] }, ['auth/sync']],
    [{ only: ['auth/store'], skip: ['auth/store'] }, []],
    [{ tags: ['auth'] }, ['auth/store', 'auth/sync']],
    [{ tags: ['f*', 'claude'] }, ['claude/binary', 'auth/store']],
    [{ tags: ['[beta]'] }, ['host/clock']],
    [{ tags: ['auth'], only: ['host/clock'] }, ['auth/store', 'auth/sync', 'host/clock']],
    [{ tags: ['auth'], skip: ['auth/sync'] }, ['auth/store']],
  ]
  it.each(table)("%j gives %j, in the registry's order", (selection, expected) => {
    expect(ids(selection)).toEqual(expected)
  })

  const unknown: readonly (readonly [Selection, string, string])[] = [
    [{ only: ['auth/nope'] }, '--only', 'auth/nope'],
    [{ only: ['auth/store', 'nope/*'] }, '--only', 'nope/*'],
    [{ only: ['auth'] }, '--only', 'auth'],
    [{ only: [''] }, '--only', ''],
    [{ only: ['['] }, '--only', '['],
    [{ only: ['*'.repeat(70_000)] }, '--only', '*'.repeat(70_000)],
    [{ skip: ['auth/nope'] }, '--skip', 'auth/nope'],
    [{ only: ['auth/store'], skip: ['**/nope'] }, '--skip', '**/nope'],
    [{ tags: ['nope'] }, '--tag', 'nope'],
    [{ tags: ['auth/store'] }, '--tag', 'auth/store'],
  ]
  it.each(unknown)('%.80j is an error of %s', (selection, flag, pattern) => {
    const known = flag === '--tag' ? ['[beta]', 'auth', 'claude', 'files', 'host'] : ALL
    let thrown: unknown
    try {
      ids(selection)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(SelectionError)
    const message = `${flag} ${pattern}: there is no such ${flag === '--tag' ? 'tag' : 'check'}.`
    expect(thrown).toMatchObject({ flag, pattern, known, message })
  })
})
