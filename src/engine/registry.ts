import type { AnyCheck, AnyFact, AnyFix, Plugin, Redactor } from '../contract/index.js'
import { messageOf } from './message-of.js'
import { faultOfPlugin } from './valid-plugin.js'

/** A plugin that was offered and not taken in; it makes the run unhealthy, by name. */
export interface RejectedPlugin {
  readonly id: string
  readonly reason: string
}

/** Everything this run knows how to look at and to mend, each under its id. */
export interface Registry {
  readonly plugins: readonly string[]
  readonly checks: ReadonlyMap<string, AnyCheck>
  readonly facts: ReadonlyMap<string, AnyFact>
  readonly fixes: ReadonlyMap<string, AnyFix>
  readonly redactors: readonly Redactor[]
  readonly rejected: readonly RejectedPlugin[]
}

/** A registry that more can be put into while a run is being opened. */
export interface OpenRegistry extends Registry {
  readonly plugins: string[]
  readonly checks: Map<string, AnyCheck>
  readonly facts: Map<string, AnyFact>
  readonly fixes: Map<string, AnyFix>
  readonly redactors: Redactor[]
  readonly rejected: RejectedPlugin[]
}

const emptyRegistry = (): OpenRegistry => ({
  plugins: [],
  checks: new Map(),
  facts: new Map(),
  fixes: new Map(),
  redactors: [],
  rejected: [],
})

/** Takes in plugins in the order given. One that does not hold to the contract is rejected whole, with the reason. */
export const createRegistry = (plugins: readonly Plugin[]): OpenRegistry => {
  const registry = emptyRegistry()
  for (const plugin of plugins) {
    const reason = takeIn(plugin, registry)
    if (reason !== null) registry.rejected.push({ id: idOf(plugin), reason })
  }
  return registry
}

/**
 * The same for plugins that are known to hold to the contract, as those that come with this program: their tests have
 * seen to that, and to go through all that they define takes longer than what most commands ask of them.
 */
export const trustedRegistry = (plugins: readonly Plugin[]): OpenRegistry => {
  const registry = emptyRegistry()
  for (const plugin of plugins) add(plugin, registry)
  return registry
}

/** Returns why not, or null. A plugin is somebody else's object: to look at it is to run their code. */
const takeIn = (plugin: Plugin, taken: OpenRegistry): string | null => {
  try {
    const fault = faultOfPlugin(plugin, taken)
    if (fault === null) add(plugin, taken)
    return fault
  } catch (error) {
    return `its definition cannot be read: ${messageOf(error)}`
  }
}

const add = ({ id, checks, facts, fixes, redactors }: Plugin, taken: OpenRegistry): void => {
  for (const check of checks) taken.checks.set(check.id, check)
  for (const fact of facts) taken.facts.set(fact.id, fact)
  for (const fix of fixes) taken.fixes.set(fix.id, fix)
  taken.redactors.push(...redactors)
  taken.plugins.push(id)
}

const NO_ID = '(no id)'

const idOf = (plugin: Plugin): string => {
  try {
    return typeof plugin.id === 'string' && plugin.id !== '' ? plugin.id : NO_ID
  } catch {
    return NO_ID
  }
}
