import assert from 'node:assert/strict'
import type { Plugin } from '../contract/index.js'
import type { TestRunner } from './check-tester.js'
import type { Example } from './example.js'
import { faultsOfExample, runExample } from './run-example.js'

/**
 * Declares one test per example: in its home, all checks of the plugin together find what it says and nothing else.
 * Throws at once where there is no example, or where two share a name.
 */
export const testExamples = (
  plugin: Plugin,
  examples: readonly Example[],
  { describe, it }: TestRunner,
): void => {
  assert.ok(examples.length > 0, `${plugin.id} has no examples`)
  const names = examples.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length, `two examples of ${plugin.id} share a name`)
  describe(`${plugin.id}, by its examples`, () => {
    for (const example of examples)
      it(example.name, async () => {
        assert.deepEqual(faultsOfExample(await runExample(plugin, example)), [])
      })
  })
}
