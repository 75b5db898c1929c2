import { types } from 'node:util'
import type { AnyFact, Plugin } from '../contract/index.js'
import { factCycle, factsNeededBy } from './fact-graph.js'
import { faultOfCheck } from './valid-check.js'
import { faultOfFact, isMapping } from './valid-fact.js'
import { faultOfFix } from './valid-fix.js'

/** The ids that other plugins have taken. */
export interface TakenIds {
  readonly plugins: readonly string[]
  readonly checks: ReadonlyMap<string, unknown>
  readonly facts: ReadonlyMap<string, unknown>
  readonly fixes: ReadonlyMap<string, unknown>
}

const LISTS = ['facts', 'checks', 'fixes', 'redactors'] as const
/** The shape of an id of a check, a fact or a fix: `<domain>/<name>`. */
export const ID_SHAPE = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)+$/

/** Why a plugin cannot be taken in, as one phrase, or null. Throws what the plugin throws when it is looked at. */
export const faultOfPlugin = (plugin: Plugin, taken: TakenIds): string | null => {
  if (!isMapping(plugin)) return 'its entry exports no plugin definition'
  if (plugin.apiVersion !== 1)
    return `it asks for contract version ${JSON.stringify(plugin.apiVersion)}; this is version 1`
  if (typeof plugin.id !== 'string' || plugin.id === '') return 'it has no id'
  if (taken.plugins.includes(plugin.id)) return `a plugin with the id ${plugin.id} is there already`
  for (const list of LISTS) if (!Array.isArray(plugin[list])) return `its ${list} are not a list`
  return (
    faultAmong('check', plugin.checks, taken.checks, faultOfCheck) ??
    faultAmong('fact', plugin.facts, taken.facts, faultOfFact) ??
    faultAmong('fix', plugin.fixes, taken.fixes, faultOfFix) ??
    faultOfRedactors(plugin) ??
    faultOfFactsBehind(plugin)
  )
}

const faultAmong = <T extends { readonly id: string }>(
  what: string,
  items: readonly T[],
  taken: ReadonlyMap<string, unknown>,
  faultOf: (item: T) => string | null,
): string | null => {
  const own = new Set<string>()
  for (const [index, item] of items.entries()) {
    if (!isMapping(item)) return `${what} number ${index + 1} is not an object`
    const { id } = item
    if (typeof id !== 'string' || !ID_SHAPE.test(id))
      return `the id of ${what} number ${index + 1} is not <domain>/<name>`
    if (taken.has(id) || own.has(id)) return `there is already a ${what} ${id}`
    own.add(id)
    const fault = faultOf(item)
    if (fault !== null) return `the ${what} ${id} is malformed: ${fault}`
  }
  return null
}

const faultOfRedactors = ({ redactors }: Plugin): string | null => {
  for (const [index, redactor] of redactors.entries())
    if (!isMapping(redactor) || typeof redactor.id !== 'string' || !types.isRegExp(redactor.pattern))
      return `redactor number ${index + 1} has no id or no pattern`
  return null
}

/** Also of the facts that are needed without being listed: nothing else ever looks at those. */
const faultOfFactsBehind = (plugin: Plugin): string | null => {
  const roots = [...plugin.facts, ...[...plugin.checks, ...plugin.fixes].flatMap(factsNeededBy)]
  const reached = new Set<AnyFact>(roots)
  for (const fact of reached) {
    const fault = faultOfFact(fact)
    if (fault !== null) return `the fact ${fact.id} is malformed: ${fault}`
    for (const needed of factsNeededBy(fact)) reached.add(needed)
  }
  const cycle = factCycle(roots)
  return cycle === null ? null : `its facts need each other in a circle: ${cycle.join(' → ')}`
}
