import type { Registry } from '../registry.js'
import type { OutsidePlugin } from './outside-plugin.js'
import { createOwnShapes } from './own-shapes.js'
import type { Definition } from './protocol.js'

/** The part of an id before its first slash. */
export const domainOf = (id: string): string => id.split('/', 1)[0] ?? id

/** Why a plugin cannot be taken in although its definition is well-formed, as one phrase, or null. */
export const faultOfDefinition = (
  { checks: named }: OutsidePlugin,
  definition: Definition,
  registry: Registry,
  reserved: ReadonlySet<string>,
): string | null => {
  const { plugin, checks, facts, fixes, redactors } = definition
  if (registry.plugins.includes(plugin)) return `a plugin with the id ${plugin} is there already`
  return (
    faultOfNames(named, checks) ??
    faultOfIds('check', named === null ? checks : [], registry.checks, reserved) ??
    faultOfIds(
      'fact',
      facts.filter((fact) => !fact.bundled),
      registry.facts,
      reserved,
    ) ??
    faultOfIds('fix', fixes, registry.fixes, reserved) ??
    faultOfNumbers(definition) ??
    faultOfBundled(facts, registry) ??
    faultOfRisks(fixes) ??
    faultOfPatterns(redactors)
  )
}

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.toSorted().join(', '))

const faultOfNames = (named: readonly string[] | null, checks: Definition['checks']): string | null => {
  const defined = checks.map(({ id }) => id)
  if (named === null || listed(named) === listed(defined)) return null
  return `its package names the checks ${listed(named)}, and it defines ${listed(defined)}`
}

const faultOfIds = (
  what: string,
  parts: readonly { readonly id: string }[],
  taken: ReadonlyMap<string, unknown>,
  reserved: ReadonlySet<string>,
): string | null => {
  for (const { id } of parts) {
    if (taken.has(id)) return `there is already a ${what} ${id}`
    if (reserved.has(domainOf(id)))
      return `its ${what} ${id} stands under ${domainOf(id)}/, which belongs to this program`
  }
  return null
}

const faultOfNumbers = ({ facts, checks, fixes }: Definition): string | null => {
  const numbers = [
    ...[...facts, ...checks, ...fixes].flatMap(({ needs }) => needs.map(([, number]) => number)),
    ...fixes.flatMap(({ touches }) => touches),
  ]
  return numbers.every((number) => number < facts.length) ? null : 'it needs a fact that it does not define'
}

const faultOfBundled = (facts: Definition['facts'], registry: Registry): string | null => {
  const unknown = facts.find(({ id, bundled }) => bundled && !registry.facts.has(id))
  return unknown === undefined ? null : `it needs the fact ${unknown.id}, which this program does not have`
}

const faultOfRisks = (fixes: Definition['fixes']): string | null => {
  const automatic = fixes.find(({ risk }) => risk === 'automatic')
  return automatic === undefined
    ? null
    : `its fix ${automatic.id} wants to be made without being asked for, which no other plugin's may`
}

const faultOfPatterns = (redactors: Definition['redactors']): string | null => {
  try {
    createOwnShapes(redactors)
    return null
  } catch {
    return 'one of its redactors has no pattern that can be compiled'
  }
}
