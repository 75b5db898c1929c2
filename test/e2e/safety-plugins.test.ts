import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import {
  type AnyCheck,
  type AnyFact,
  defineCheck,
  defineFact,
  definePlugin,
  type Plugin,
  type Report,
  runDoctor,
} from '../../src/index.js'
import { renderText } from '../../src/report/text.js'
import { makeHome } from './cli.js'
import { machineOf } from './in-process.js'
import { reportFaults } from './schemas.js'

const WHOLE = await runDoctor({ machine: machineOf(makeHome()) })

const aFact = (collect: () => unknown, rest: object = {}): AnyFact =>
  defineFact({ id: 'third/fact', collect: async () => collect(), ...rest })

/** A check over a fact; by default it finds nothing. */
const aCheck = (over: object = {}, fact: AnyFact = aFact(() => 1)): AnyCheck =>
  ({
    ...defineCheck({
      id: 'third/check',
      title: 'All is well',
      docsUrl: 'docs/third.md',
      severity: 'error',
      tags: [],
      needs: { fact },
      messages: { bad: { what: 'It is bad.', why: 'It matters.' } },
      evaluate: () => [],
    }),
    ...over,
  }) as AnyCheck

const aPlugin = (over: Partial<Plugin> = {}): Plugin =>
  definePlugin({ apiVersion: 1, id: 'third', facts: [], checks: [], fixes: [], redactors: [], ...over })

const runWith = (plugin: Plugin, timeoutMs = 2000): Promise<Report> =>
  runDoctor({ machine: machineOf(makeHome()), plugins: [...bundledPlugins, plugin], timeoutMs })

const style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const textOf = (report: Report): string => renderText(report, { style, verbose: false, cli: 'clawdbot' })

const outcomes = (report: Report) =>
  Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome] as const))

/** That everything but the third party's own came out as it does without it. */
const expectRestComplete = (report: Report): void => {
  expect(reportFaults(JSON.parse(JSON.stringify(report)))).toEqual([])
  const { 'third/check': _, ...rest } = outcomes(report)
  expect(rest).toEqual(outcomes(WHOLE))
}

const never = new Promise<never>(() => undefined)
const finding = { messageId: 'bad', subject: 'third', evidence: [] }
const circle: unknown[] = []
circle.push(circle)

const throwing = (thrown: unknown) => () => {
  throw thrown
}
const trap = new Proxy({}, { get: throwing(new Error('a trap')), ownKeys: throwing(new Error('a trap')) })

const BROKEN: readonly (readonly [string, AnyCheck, 'error' | 'timeout'])[] = [
  ['a check that throws', aCheck({ evaluate: throwing(new Error('boom')) }), 'error'],
  ['a check that throws no error', aCheck({ evaluate: throwing(undefined) }), 'error'],
  ['a check that throws a trap', aCheck({ evaluate: throwing(trap) }), 'error'],
  ['a check whose applies throws', aCheck({ applies: throwing(new Error('boom')) }), 'error'],
  ['a check that skips without a reason', aCheck({ applies: () => false }), 'error'],
  ['a check that never answers', aCheck({ evaluate: () => never }), 'timeout'],
  ['a check that promises to find nothing', aCheck({ evaluate: async () => [] }), 'error'],
  ['a check that returns nothing', aCheck({ evaluate: () => undefined }), 'error'],
  ['a check that returns a trap', aCheck({ evaluate: () => trap }), 'error'],
  ['a finding without a message', aCheck({ evaluate: () => [{ ...finding, messageId: 'none' }] }), 'error'],
  [
    'a finding of a message of every object',
    aCheck({ evaluate: () => [{ ...finding, messageId: 'toString' }] }),
    'error',
  ],
  ['a finding without a subject', aCheck({ evaluate: () => [{ ...finding, subject: '' }] }), 'error'],
  ['a finding that is a trap', aCheck({ evaluate: () => [trap] }), 'error'],
  ['a finding with a circle in it', aCheck({ evaluate: () => [{ ...finding, data: { circle } }] }), 'error'],
  [
    'a finding with a function in it',
    aCheck({ evaluate: () => [{ ...finding, data: { f: never } }] }),
    'error',
  ],
  [
    'evidence at line 0',
    aCheck({ evaluate: () => [{ ...finding, evidence: [{ kind: 'file', path: 'x', line: 0 }] }] }),
    'error',
  ],
  ['a severity of its own', aCheck({ evaluate: () => [{ ...finding, severity: 'fatal' }] }), 'error'],
  ['a fact that throws', aCheck({}, aFact(throwing(new Error('boom')))), 'error'],
  [
    'a fact that rejects with nothing',
    aCheck(
      {},
      aFact(() => Promise.reject()),
    ),
    'error',
  ],
  [
    'a fact that never answers',
    aCheck(
      {},
      aFact(() => never, { timeoutMs: 30 }),
    ),
    'error',
  ],
  [
    'a fact that returns nothing',
    aCheck(
      {},
      aFact(() => undefined),
    ),
    'error',
  ],
  [
    'a fact that returns a circle',
    aCheck(
      {},
      aFact(() => circle),
    ),
    'error',
  ],
  [
    'a fact that returns a trap',
    aCheck(
      {},
      aFact(() => trap),
    ),
    'error',
  ],
  [
    'a fact that returns what is not a number',
    aCheck(
      {},
      aFact(() => Number.NaN),
    ),
    'error',
  ],
]

/** Long enough for every bundled fact on a busy machine; only what never answers takes all of it. */
const PATIENCE_MS = 4000

describe('a third-party check that cannot be judged', () => {
  it.each(BROKEN)(
    'because of %s is named, with a reason, and takes nothing else down',
    async (_, check, outcome) => {
      const report = await runWith(aPlugin({ checks: [check] }), PATIENCE_MS)
      expectRestComplete(report)
      expect(outcomes(report)['third/check']).toBe(outcome)
      expect(report.checks.find(({ id }) => id === 'third/check')?.reason).toBeTruthy()
      expect(report.summary).toMatchObject({ status: 'broken', exitCode: 1 })
      expect(textOf(report)).toMatch(/^✖ error: The check third\/check .+: .+\.$/m)
      expect(textOf(report)).toContain('1 check not judged')
    },
  )

  it('also where many fail in every way at once', async () => {
    const checks = BROKEN.map(([, check], index) => ({
      ...check,
      id: `third/check-${index}`,
      needs: { fact: { ...(check.needs.fact as AnyFact), id: `third/fact-${index}` } },
    }))
    const report = await runWith(aPlugin({ checks }), PATIENCE_MS)
    expect(reportFaults(JSON.parse(JSON.stringify(report)))).toEqual([])
    expect(report.summary.checks.error + report.summary.checks.timeout).toBe(BROKEN.length)
    const bundled = Object.entries(outcomes(report)).filter(([id]) => !id.startsWith('third/'))
    expect(Object.fromEntries(bundled)).toEqual(outcomes(WHOLE))
  })
})

const REJECTED: readonly (readonly [string, unknown])[] = [
  ['another contract', aPlugin({ apiVersion: 2 as 1 })],
  ['no list of checks', aPlugin({ checks: undefined as never })],
  ['a check that is there already', aPlugin({ checks: [aCheck({ id: 'auth/store' })] })],
  ['a check without messages', aPlugin({ checks: [aCheck({ messages: null })] })],
  [
    'a check whose message lacks its reason',
    aPlugin({ checks: [aCheck({ messages: { bad: { what: 'x' } } })] }),
  ],
  ['tags that are no texts', aPlugin({ checks: [aCheck({ tags: [1] })] })],
  ['a title that is no text', aPlugin({ checks: [aCheck({ title: 7 })] })],
  ['a severity of its own', aPlugin({ checks: [aCheck({ severity: 'fatal' })] })],
  ['a fix without a plan', aPlugin({ fixes: [{ id: 'third/fix' } as never] })],
  ['a redactor without a pattern', aPlugin({ redactors: [{ id: 'third', pattern: 'x' as never }] })],
  ['an id that another plugin has', aPlugin({ id: 'clawdbot' })],
  ['no definition', null],
  ['a trap for a definition', trap],
]

describe('a third-party plugin that cannot be taken in', () => {
  it.each(REJECTED)(
    'because of %s is named, with a reason, and takes nothing else down',
    async (_, plugin) => {
      const report = await runWith(plugin as Plugin)
      expectRestComplete(report)
      expect(report.rejectedPlugins).toHaveLength(1)
      expect(report.rejectedPlugins[0]?.reason).toBeTruthy()
      expect(report.summary).toMatchObject({ status: 'broken', exitCode: 1 })
      expect(textOf(report)).toMatch(/^✖ error: The plugin .+ was not loaded: .+\.$/m)
    },
  )
})

const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })

it('whatever a check or a fact returns, the report is valid and the rest of the run complete', async () => {
  const near = fc.record({
    messageId: fc.constantFrom('bad', '__proto__'),
    subject: fc.constantFrom('third', '\u0000'),
    data: fc.oneof(anything, fc.jsonValue()),
    evidence: fc.oneof(fc.constant([]), fc.array(anything)),
    causedBy: fc.oneof(fc.constant(undefined), fc.constant(['third/check', 'x#y']), anything),
  })
  const found = fc.oneof(anything, fc.array(near))
  await fc.assert(
    fc.asyncProperty(found, fc.oneof(anything, fc.jsonValue()), async (found, value) => {
      const check = aCheck(
        { evaluate: () => found },
        aFact(() => value),
      )
      const report = await runWith(aPlugin({ checks: [check] }))
      expectRestComplete(report)
      const isNothing = Array.isArray(found) && found.length === 0
      expect(outcomes(report)['third/check']).toMatch(isNothing ? /pass|error/ : /fail|error/)
    }),
    { numRuns: 150, interruptAfterTimeLimit: 40_000 },
  )
}, 60_000)

it('whatever a plugin consists of, the report is valid and the rest of the run complete', async () => {
  const check = fc.record({ key: fc.constantFrom(...Object.keys(aCheck()), 'applies'), value: anything })
  const plugin = fc.record({ key: fc.constantFrom(...Object.keys(aPlugin())), value: anything })
  await fc.assert(
    fc.asyncProperty(check, fc.option(plugin), async (ofCheck, ofPlugin) => {
      const checks = [aCheck({ [ofCheck.key]: ofCheck.value })]
      const over = ofPlugin === null ? {} : { [ofPlugin.key]: ofPlugin.value }
      const report = await runWith(aPlugin({ checks, ...over }))
      expectRestComplete({ ...report, checks: report.checks.filter(({ id }) => !id.startsWith('third')) })
    }),
    { numRuns: 150, interruptAfterTimeLimit: 40_000 },
  )
}, 60_000)
