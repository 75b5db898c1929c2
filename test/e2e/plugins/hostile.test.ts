import { beforeAll, describe, expect, it } from 'vitest'
import { runDoctor } from '../../../src/app/doctor.js'
import type { OutsidePlugin } from '../../../src/engine/sandbox/outside-plugin.js'
import type { Report } from '../../../src/index.js'
import { makeHome } from '../cli.js'
import { machineOf } from '../in-process.js'
import { reportFaults } from '../schemas.js'
import { HOSTILE, PATIENCE_MS } from './hostile-plugins.js'
import { outside, pluginSource } from './plugin-folders.js'

const HONEST = outside(pluginSource({ domain: 'honest' }), {
  id: 'honest-party',
  checks: ['honest/check', 'honest/sibling'],
})

const run = (plugins: readonly OutsidePlugin[], home = makeHome()): Promise<Report> =>
  runDoctor({ machine: machineOf(home), outside: plugins, timeoutMs: PATIENCE_MS, sync: false })

const outcomes = (report: Report) =>
  Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome] as const))

let whole: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  whole = outcomes(await run([HONEST]))
  expect(whole).toMatchObject({ 'honest/check': 'pass', 'honest/sibling': 'pass' })
})

describe('a hostile plugin', () => {
  it.each(HOSTILE)(
    'that %s ends as a named outcome, and every other check is what it would have been',
    async (_, source, outcome, reason) => {
      const began = performance.now()
      const report = await run([HONEST, outside(pluginSource(source))])
      expect(reportFaults(JSON.parse(JSON.stringify(report)))).toEqual([])
      const { 'third/check': own, 'third/sibling': sibling, ...rest } = outcomes(report)
      expect(rest).toEqual(whole)
      expect(own).toBe(outcome)
      const check = report.checks.find(({ id }) => id === 'third/check')
      expect(check?.reason).toMatch(reason)
      // What was wrong with the one check alone is no reason to distrust the other; patterns are the whole plugin's.
      if (report.rejectedPlugins.length === 0 && source.redactors === undefined) expect(sibling).toBe('pass')
      expect(report.summary.exitCode).toBe(1)
      expect(performance.now() - began).toBeLessThan(5 * PATIENCE_MS)
    },
  )
})
