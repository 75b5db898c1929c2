import { dirname, join } from 'node:path'
import { bundledPlugins } from '../../../plugins/index.js'
import { bundledFact, type Plugin } from '../../contract/index.js'
import { createRegistry, type OpenRegistry } from '../../engine/registry.js'
import { admit } from '../../engine/sandbox/admit.js'
import { awayFact } from '../../engine/sandbox/away.js'
import type { SandboxHost } from '../../engine/sandbox/host.js'
import type { OutsidePlugin } from '../../engine/sandbox/outside-plugin.js'
import type { Definition } from '../../engine/sandbox/protocol.js'
import { createSandboxedPlugin, type SandboxedPlugin } from '../../engine/sandbox/sandboxed-plugin.js'
import { createSlots } from '../../engine/sandbox/slots.js'
import { createMachine } from '../../ports/machine.js'
import { type AwayWalk, askedThrough } from '../../testing/conformance/away-walk.js'
import { JUDGING_MS } from '../../testing/conformance/deadlines.js'
import { createFakeContext } from '../../testing/index.js'
import { DEADLINE_MS } from '../../testing/run-check.js'
import { reservedBy } from '../plugins/reserved.js'
import { recordsFolder } from '../records-folder.js'
import { createSandboxHost } from '../sandbox-host.js'
import { createExampleSeal, type ExampleSeal } from './example-seal.js'
import { ownPackageFiles } from './own-package-files.js'
import type { PluginPackage } from './plugin-package.js'

/** A plugin whose parts are run in processes of its own, over the machines of its examples. */
export interface IsolatedPlugin {
  /** Loads it; or says why it would be rejected in a run. Never rejects. */
  ready(): Promise<{ readonly plugin: Plugin; readonly away: AwayWalk } | { readonly fault: string }>
  end(): Promise<void>
}

/** Milliseconds after which is stopped what answers at once if it is sound: late enough to be told as too late. */
const STOPPED_AFTER_MS = 2 * JUDGING_MS

/** Its rights are all that its package declares, and they lead nowhere but to the examples. */
export const isolatePlugin = (found: PluginPackage): IsolatedPlugin => {
  const seal = createExampleSeal()
  const host = hostFor(seal)
  const outside = outsideOf(found)
  const homes = new Set<string>()
  const sandboxed = overExamples(createSandboxedPlugin(outside, host), seal, homes)
  const program = join(dirname(host.program), 'elsewhere-main.cjs')
  const moved = createSandboxedPlugin(outside, { ...host, program })
  const { plugins, domains } = reservedBy(bundledPlugins)
  const registry = createRegistry([])
  registry.plugins.push(...plugins)
  for (const { facts } of bundledPlugins) for (const { id } of facts) registry.facts.set(id, bundledFact(id))
  const admitted = admit(sandboxed, registry, domains)
  return {
    ready: async () => {
      const fault = await admitted.ready()
      if (fault !== null) return { fault }
      const loaded = await sandboxed.definition()
      if ('fault' in loaded) return loaded
      const { definition } = loaded
      const refused = () => [
        ...undeclaredFacts(definition, outside),
        ...sandboxed.conduct().refused.map((what) => shortened(what, homes)),
      ]
      return { plugin: pluginIn(registry, definition.plugin), away: { elsewhere: judgedBy(moved), refused } }
    },
    end: async () => {
      await Promise.all([sandboxed.end(), moved.end()])
    },
  }
}

const hostFor = ({ seal, printOf }: ExampleSeal): SandboxHost => {
  // The network of an example is in memory too: nothing is asked for in earnest.
  const host = createSandboxHost(createMachine(), { online: true, timeoutMs: DEADLINE_MS })
  return {
    ...host,
    ownModules: ownPackageFiles,
    probes: { ...host.probes, seal },
    printOf,
    newSeal: () => seal,
    execWith: null,
    withheld: recordsFolder(createFakeContext()),
    slots: createSlots(2),
  }
}

/** Without the names of its checks: that they are those is a rule of its own. */
const outsideOf = ({
  folder,
  entry,
  manifest: { name, version, declared },
}: PluginPackage): OutsidePlugin => ({
  id: name,
  version,
  origin: 'path',
  folder,
  entry,
  checks: null,
  declared,
  granted: declared,
})

const overExamples = (
  sandboxed: SandboxedPlugin,
  seal: ExampleSeal,
  homes: Set<string>,
): SandboxedPlugin => ({
  ...sandboxed,
  collect: (fact, context, ...rest) => {
    homes.add(context.home)
    seal.follow(context.seal)
    return sandboxed.collect(fact, context, ...rest)
  },
  evaluate: (check, values, options, limitMs) =>
    sandboxed.evaluate(check, values, options, Math.min(limitMs, STOPPED_AFTER_MS)),
  plan: (fix, values, target, limitMs) =>
    sandboxed.plan(fix, values, target, Math.min(limitMs, STOPPED_AFTER_MS)),
})

const pluginIn = ({ facts, checks, fixes }: OpenRegistry, id: string): Plugin => ({
  apiVersion: 1,
  id,
  facts: [...facts.values()].filter((fact) => awayFact(fact) !== null),
  checks: [...checks.values()],
  fixes: [...fixes.values()],
  // What they find is sealed as soon as it comes from the plugin's process.
  redactors: [],
})

const judgedBy =
  (moved: SandboxedPlugin): AwayWalk['elsewhere'] =>
  (check) => {
    const { id } = check
    const evaluate = async (values: unknown, options: unknown, limitMs: number) => {
      const loaded = await moved.definition()
      const number = 'definition' in loaded ? loaded.definition.checks.findIndex((each) => each.id === id) : 0
      return moved.evaluate(number, values, options, Math.min(limitMs, STOPPED_AFTER_MS))
    }
    return askedThrough(check, () => evaluate) ?? check
  }

const undeclaredFacts = (
  { facts }: Definition,
  { declared: { facts: known = [] } }: OutsidePlugin,
): readonly string[] =>
  facts.filter(({ id, bundled }) => bundled && !known.includes(id)).map(({ id }) => `know the fact ${id}`)

const shortened = (what: string, homes: ReadonlySet<string>): string =>
  [...homes].reduce((text, home) => text.replaceAll(home, '~'), what)
