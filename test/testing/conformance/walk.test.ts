import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { bundledFact, defineFact, defineFix, isNotThere, type Plugin } from '../../../src/contract/index.js'
import { CONFORMANCE_RULES, type Example, walkConformance } from '../../../src/testing/index.js'
import { check, config, docs, examples, fix, plugin } from './sample.js'

const faultsOf = async (over: Partial<Plugin>, given: readonly Example[] = examples) =>
  (await walkConformance({ ...plugin, ...over }, { examples: given, docs, listed: ['tool/config'] }))
    .filter(({ ok }) => !ok)
    .map(({ rule, subject, detail }) => `${rule} ${subject}: ${detail}`)

const withCheck = (over: object): Partial<Plugin> => ({ checks: [{ ...check, ...over }] })
const withFix = (over: object): Partial<Plugin> => ({ fixes: [{ ...fix, ...over }] })
const findings = (facts: Parameters<typeof check.evaluate>[0]) => check.evaluate(facts)

describe('a plugin that is sound', () => {
  it('holds to every rule, each told for every part that it is about', async () => {
    const rows = await walkConformance(plugin, { examples, docs, listed: ['tool/config'] })
    expect(rows.filter(({ ok }) => !ok)).toEqual([])
    expect([...new Set(rows.map(({ rule }) => rule))]).toEqual(
      // A plugin in this process may do whatever this process may.
      Object.keys(CONFORMANCE_RULES).filter((rule) => rule !== 'rights'),
    )
    expect(rows.filter(({ rule }) => rule === 'example').map(({ subject }) => subject)).toEqual(
      examples.map(({ name }) => name),
    )
  })

  it('leaves nothing behind on the disk, the clock or the environment', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('clawdbot-doctor-')).length
    const before = { left: left(), date: Date, env: process.env, now: performance.now }
    await walkConformance(plugin, { examples, docs })
    expect({ left: left(), date: Date, env: process.env, now: performance.now }).toEqual(before)
  })
})

const late = { ...config, collect: () => new Promise<never>(() => undefined) }

describe('a plugin that is not', () => {
  it.each<[string, Partial<Plugin>, RegExp]>([
    ['is malformed', { apiVersion: 2 as never }, /^definition tool: it asks for contract version 2/],
    [
      'has a check that its package does not name',
      withCheck({ id: 'tool/other' }),
      /^listed tool\/other: the package does not name it\nlisted tool\/config: the package names it, and the plugin/,
    ],
    [
      'names a fix that it does not have',
      { fixes: [] },
      /^fix-mends tool\/restrict: the plugin has no such fix$/,
    ],
    ['has no page', withCheck({ docsUrl: 'docs/none.md' }), /^docs tool\/config: there is no page at docs/],
    [
      'finds what its example does not say',
      withCheck({ evaluate: () => [] }),
      /^example an open config: tool\/config does not find open about config/m,
    ],
    [
      'has a message that no example reaches',
      withCheck({ messages: { ...check.messages, never: check.messages.free } }),
      /^messages tool\/config: no example reaches never/,
    ],
    [
      'has a message that does not read well',
      withCheck({ messages: { ...check.messages, free: { what: '{{who}}', why: 'x', next: 'y' } } }),
      /^prose tool\/config: tool\/config free: \{\{who\}\} has no value/,
    ],
    [
      'judges by the clock of the machine',
      withCheck({
        evaluate: (facts: never) =>
          findings(facts).map((each) => ({ ...each, subject: `${new Date().getFullYear()}` })),
      }),
      /^pure tool\/config: it differs the second time: an open config/m,
    ],
    [
      'judges by chance',
      withCheck({
        evaluate: (facts: never) => findings(facts).map((each) => ({ ...each, data: { n: Math.random() } })),
      }),
      /^pure tool\/config/m,
    ],
    [
      'judges by the environment',
      withCheck({ evaluate: (facts: never) => (process.env.HOME ? findings(facts) : []) }),
      /^pure tool\/config/m,
    ],
    [
      'keeps something between two calls',
      withCheck({
        evaluate: (
          (calls: number) => (facts: never) =>
            findings(facts).map((each) => ({ ...each, subject: `${calls++}` }))
        )(0),
      }),
      /^pure tool\/config/m,
    ],
    [
      'judges by the order of keys',
      withCheck({
        evaluate: (facts: { config: object }) =>
          findings(facts as never).map((each) => ({
            ...each,
            subject: String(Object.keys(facts.config)[0]),
          })),
      }),
      /^key-order tool\/config: it differs: an open config/m,
    ],
    [
      'changes a fact',
      withCheck({ evaluate: ({ config }: never) => Object.assign(config, { mode: 0 }) && [] }),
      /^example a private config: tool\/config has the outcome error/m,
    ],
    [
      'has a fact that is never done',
      { facts: [late], ...withCheck({ needs: { config: late } }), fixes: [] },
      /^deadline tool\/config: it takes longer than 200 ms: nothing set up/m,
    ],
    [
      'has a fix that does not mend',
      withFix({
        plan: ({ config }: never) => {
          const { path, mode } = config as { path: string; mode: number }
          return [{ op: 'chmod', path, before: mode, after: 0o640 }]
        },
      }),
      /^fix-mends tool\/restrict: rolled-back: afterwards the finding was still there/,
    ],
    [
      'has a fix that no example has made',
      { fixes: [fix, { ...fix, id: 'tool/other' }] },
      /^fix-mends tool\/other: no example has it made/,
    ],
    [
      'changes what the facts in touches do not read',
      withFix({
        touches: [],
      }),
      /^fix-touches tool\/restrict: no fact in its touches reads ~\/.tool\/config.json/,
    ],
    [
      'shows a secret in a finding',
      {
        facts: [config],
        ...withCheck({
          needs: {
            config: {
              ...config,
              collect: async (context: Parameters<typeof config.collect>[0]) => {
                const value = await config.collect(context, {})
                const found = await context.fs.readText(`${context.home}/.tool/config.json`)
                if (isNotThere(value) || found.state !== 'ok') return value
                return { ...value, token: JSON.parse(found.text).token.slice(0, 20) }
              },
            },
          },
        }),
      },
      /^secrets an open config: a secret of the home is shown in a finding of tool\/config/m,
    ],
    [
      'shows a secret in a reason',
      withCheck({
        needs: {
          config: {
            ...config,
            collect: async ({ fs, home }: Parameters<typeof config.collect>[0]) => {
              throw new Error(JSON.stringify(await fs.readText(`${home}/.tool/config.json`)))
            },
          },
        },
      }),
      /^secrets a private config: .* in the reason that tool\/config gives; .* that the fact tool\/config gives/m,
    ],
  ])('%s', async (_, over, told) => {
    expect((await faultsOf(over)).join('\n')).toMatch(told)
  })

  it('has no example', async () => {
    expect(await faultsOf({}, [])).toContain('example tool: there is no example')
  })

  const patching = (fact: typeof config, at: string, value: (found: string) => string) =>
    defineFix({
      ...fix,
      needs: { config: fact },
      touches: [fact],
      plan: ({ config }) =>
        isNotThere(config)
          ? { refuse: config.reason }
          : [
              {
                op: 'patch',
                path: config.path,
                dialect: 'json',
                before: { sha256: config.sha256 },
                edits: [{ at: [at], set: value(config.plan) }],
              },
            ],
    })

  it('shows a secret in a plan, though only under a name that tells nothing', async () => {
    const leaky = defineFact({
      ...config,
      collect: async (context) => {
        const value = await config.collect(context, {})
        const found = await context.fs.readText(`${context.home}/.tool/config.json`)
        if (isNotThere(value) || found.state !== 'ok') return value
        return { ...value, plan: JSON.parse(found.text).secretPlan, token: context.seal('other') }
      },
    })
    const home = { files: { '~/.tool/config.json': { json: { secretPlan: 'b', token: 'a' } } } }
    const open = { ...home, modes: { '~/.tool/config.json': 0o644 } }
    const example = { name: 'leaky', home: open, expect: [{ check: 'tool/config', messageId: 'open' }] }
    const over = { facts: [leaky], ...withCheck({ needs: { config: leaky } }) }
    const faults = await faultsOf({ ...over, fixes: [patching(leaky, 'name', (plan) => plan)] }, [example])
    expect(faults.join('\n')).toMatch(/^secrets leaky: .* in the plan of tool\/restrict/m)
  })

  it('has a fix that goes on changing things', async () => {
    const restless = withCheck({
      evaluate: ({ config }: { config: { plan: string; path: string } }) => [
        {
          messageId: 'free',
          subject: `plan:${config.plan}`,
          evidence: [{ kind: 'file', path: config.path }],
          fixes: ['tool/restrict'],
        },
      ],
    })
    const faults = await faultsOf({ ...restless, fixes: [patching(config, 'plan', (plan) => `${plan}r`)] })
    expect(faults.join('\n')).toMatch(/^fix-settles tool\/restrict: it changes plan:paidr again/m)
    expect(faults.join('\n')).not.toMatch(/^fix-(undone|touches|mends)/m)
  })
})

it('takes the facts of this program from the example, and says which one is missing', async () => {
  const clock = bundledFact<{ readonly aheadMs: number }>('host/clock')
  const clocked = {
    ...check,
    needs: { clock },
    messages: { ahead: { what: 'It is ahead.', why: 'x', next: 'y' } },
    applies: () => true as const,
    evaluate: ({ clock }: { clock: { readonly aheadMs: number } }) =>
      clock.aheadMs > 0 ? [{ messageId: 'ahead', subject: 'clock', evidence: [] }] : [],
  }
  const over = { facts: [], checks: [clocked], fixes: [] }
  const example = { name: 'ahead', home: {}, expect: [{ check: 'tool/config', messageId: 'ahead' }] }
  expect(await faultsOf(over, [{ ...example, facts: { 'host/clock': { aheadMs: 1 } } }])).toEqual([])
  expect((await faultsOf(over, [example])).join('\n')).toMatch(/could not find out host\/clock/)
})
