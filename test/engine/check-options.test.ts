import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type AnyCheck, defineCheck, defineOptions, type OptionsSchema } from '../../src/contract/index.js'
import { bindOptions, readOptions } from '../../src/engine/check-options.js'
import { judge } from '../../src/engine/judge.js'
import { createRegistry } from '../../src/engine/registry.js'
import { aCheck, aStore, SHORT_MS, throwing, unpromised } from './samples.js'

const schemaOf = (validate: (value: unknown) => unknown): OptionsSchema<unknown> => ({
  '~standard': { version: 1, vendor: 'test', validate: (value) => unpromised(validate(value)) },
})

const crowd: AnyCheck = defineCheck({
  ...aCheck('a/crowd'),
  options: z.strictObject({ most: z.number().default(5) }),
  evaluate: (_, { most }) => [{ messageId: 'bad', subject: `over ${most}`, evidence: [] }],
})

const subjects = async (check: AnyCheck) =>
  (await judge(check, aStore(), SHORT_MS)).findings.map(({ subject }) => subject)

describe('the options of a check', () => {
  it('are its defaults where nobody set any', async () => {
    expect(await subjects(crowd)).toEqual(['over 5'])
  })

  it('are what was set, once bound, and the check stays itself otherwise', async () => {
    const bound = bindOptions(crowd, { most: 2 })
    if ('fault' in bound) throw new Error(bound.fault)
    expect(await subjects(bound.check)).toEqual(['over 2'])
    expect(await subjects(crowd)).toEqual(['over 5'])
    expect(bound.check).toMatchObject({ id: 'a/crowd', title: crowd.title })
  })

  it.each([
    ['a value of the wrong type', crowd, { most: 'many' }, /number/, ['most']],
    ['an option it does not have', crowd, { least: 1 }, /least/, []],
    ['any, where it has none', aCheck('a/b'), {}, /no options/, []],
    [
      'those of a schema that throws',
      aCheck('a/b', { options: schemaOf(throwing(new Error('no'))) }),
      {},
      /^no$/,
      [],
    ],
    [
      'those of a schema that promises an answer',
      aCheck('a/b', { options: schemaOf(() => Promise.reject(new Error('late'))) }),
      {},
      /must answer at once/,
      [],
    ],
    [
      'those of a schema that says nothing',
      aCheck('a/b', { options: schemaOf(() => ({ issues: [] })) }),
      {},
      /not what it takes/,
      [],
    ],
    [
      'those that a schema refuses below a path of objects',
      aCheck('a/b', {
        options: schemaOf(() => ({ issues: [{ message: 'no', path: [{ key: 'list' }, 3] }] })),
      }),
      {},
      /^no$/,
      ['list', '3'],
    ],
  ])('refuse %s', (_, check, given, fault, path) => {
    expect(bindOptions(check, given)).toEqual({ fault: expect.stringMatching(fault), path })
  })

  it('make the check an error, and nobody else, where it refuses its own defaults', async () => {
    const check = aCheck('a/b', { options: z.object({ needed: z.string() }) })
    expect(await judge(check, aStore(), SHORT_MS)).toMatchObject({
      outcome: 'error',
      reason: expect.stringMatching(/^its own options are refused: /),
    })
    expect(readOptions(check, { needed: 'x' })).toEqual({ value: { needed: 'x' } })
  })

  it.each([
    ['nothing', {}, { value: { most: 5, all: false } }],
    ['one of two', { most: 2 }, { value: { most: 2, all: false } }],
    ['one that is refused', { most: 'x' }, { fault: 'it must be a number', path: ['most'] }],
    ['one set to nothing', { most: null }, { fault: 'it must be a number', path: ['most'] }],
    [
      'one there is not',
      { toString: 1 },
      { fault: 'there is no such option; there are: most, all', path: ['toString'] },
    ],
    ['a list', [], { fault: 'options must be an object', path: [] }],
  ])('without a library, given %s', (_, given, read) => {
    const options = defineOptions({
      most: { default: 5, accepts: (value) => typeof value === 'number', expected: 'a number' },
      all: { default: false, accepts: (value) => typeof value === 'boolean', expected: 'true or false' },
    })
    expect(readOptions(aCheck('a/b', { options }), given)).toEqual(read)
  })

  it.each([
    ['options that are no schema', { options: unpromised({ most: 5 }) }, /no Standard Schema/],
    [
      'options of another version',
      { options: unpromised({ '~standard': { version: 2 } }) },
      /no Standard Schema/,
    ],
    ['volatile keys that are no list', { volatile: unpromised('free') }, /volatile is not a list/],
  ])('with %s, a check is rejected by name', (_, over, reason) => {
    const plugin = { apiVersion: 1 as const, id: 'p', facts: [], fixes: [], redactors: [] }
    const registry = createRegistry([{ ...plugin, checks: [aCheck('a/b', over)] }])
    expect(registry.rejected).toEqual([{ id: 'p', reason: expect.stringMatching(reason) }])
  })
})
