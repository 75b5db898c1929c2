import type { AnyCheck, AnyFact, AnyFix, Plugin, Redactor } from '../contract/index.js'
import { factCycle, factsNeededBy } from './fact-graph.js'

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

/** Takes in plugins in the order given. One that does not hold to the contract is rejected whole, with the reason. */
export const createRegistry = (plugins: readonly Plugin[]): Registry => {
  const registry = {
    plugins: [] as string[],
    checks: new Map<string, AnyCheck>(),
    facts: new Map<string, AnyFact>(),
    fixes: new Map<string, AnyFix>(),
    redactors: [] as Redactor[],
    rejected: [] as RejectedPlugin[],
  }
  for (const plugin of plugins) {
    const reason = reasonToReject(plugin, registry)
    if (reason !== null) {
      registry.rejected.push({ id: String(plugin?.id ?? '(no id)'), reason })
      continue
    }
    registry.plugins.push(plugin.id)
    for (const check of plugin.checks) registry.checks.set(check.id, check)
    for (const fact of plugin.facts) registry.facts.set(fact.id, fact)
    for (const fix of plugin.fixes) registry.fixes.set(fix.id, fix)
    registry.redactors.push(...plugin.redactors)
  }
  return registry
}

type Taken = Pick<Registry, 'plugins' | 'checks' | 'facts' | 'fixes'>

const ID = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)+$/

const reasonToReject = (plugin: Plugin, taken: Taken): string | null => {
  if (typeof plugin !== 'object' || plugin === null) return 'its entry exports no plugin definition'
  if (plugin.apiVersion !== 1) return `it asks for contract version ${plugin.apiVersion}; this is version 1`
  if (typeof plugin.id !== 'string' || plugin.id === '') return 'it has no id'
  if (taken.plugins.includes(plugin.id)) return `a plugin with the id ${plugin.id} is there already`
  for (const list of ['facts', 'checks', 'fixes', 'redactors'] as const)
    if (!Array.isArray(plugin[list])) return `its ${list} are not a list`
  return (
    badId('check', plugin.checks, taken.checks) ??
    badId('fact', plugin.facts, taken.facts) ??
    badId('fix', plugin.fixes, taken.fixes) ??
    badFunctions(plugin) ??
    cycleAmong(plugin)
  )
}

const badId = (
  what: string,
  items: readonly { readonly id: string }[],
  taken: ReadonlyMap<string, unknown>,
): string | null => {
  const own = new Set<string>()
  for (const { id } of items) {
    if (typeof id !== 'string' || !ID.test(id))
      return `the ${what} id ${JSON.stringify(id)} is not <domain>/<name>`
    if (taken.has(id) || own.has(id)) return `there is already a ${what} ${id}`
    own.add(id)
  }
  return null
}

const badFunctions = (plugin: Plugin): string | null => {
  for (const check of plugin.checks)
    if (typeof check.evaluate !== 'function') return `the check ${check.id} has no evaluate function`
  for (const fact of plugin.facts)
    if (typeof fact.collect !== 'function') return `the fact ${fact.id} has no collect function`
  for (const fix of plugin.fixes)
    if (typeof fix.plan !== 'function') return `the fix ${fix.id} has no plan function`
  return null
}

const cycleAmong = (plugin: Plugin): string | null => {
  const roots = [...plugin.facts, ...[...plugin.checks, ...plugin.fixes].flatMap(factsNeededBy)]
  const cycle = factCycle(roots)
  return cycle === null ? null : `its facts need each other in a circle: ${cycle.join(' → ')}`
}
