import type { AnyCheck, AnyFact } from '../../contract/index.js'
import { messageOf } from '../message-of.js'
import type { OpenRegistry } from '../registry.js'
import { awayFacts, awayFixes } from './away-parts.js'
import { type LoadedCheck, lateCheck } from './late-check.js'
import type { OutsidePlugin } from './outside-plugin.js'
import type { Definition } from './protocol.js'
import type { SandboxedPlugin } from './sandboxed-plugin.js'
import { faultOfDefinition } from './valid-definition.js'

/** A plugin whose checks are in the registry, loaded or not. */
export interface Admitted {
  readonly plugin: OutsidePlugin
  readonly sandboxed: SandboxedPlugin
  /** Loads it, and takes its parts in; null, or why it is rejected. Never rejects. */
  ready(): Promise<string | null>
  /** The ids of its checks, as far as they are known. */
  checks(): readonly string[]
  isLoaded(): boolean
}

interface TakenIn {
  readonly definition: Definition
  readonly facts: readonly AnyFact[]
  readonly fixes: ReadonlySet<string>
}

/**
 * Puts a plugin's checks into the registry: at once those that its package names, the others when it is loaded, with all
 * else that it defines. One that cannot be loaded, or does not hold to the contract, is rejected by name then.
 */
export const admit = (
  sandboxed: SandboxedPlugin,
  registry: OpenRegistry,
  reserved: ReadonlySet<string>,
): Admitted => {
  const { plugin } = sandboxed
  let takenIn: TakenIn | null = null
  let loading: Promise<string | null> | null = null

  const checkFor = (id: string): AnyCheck =>
    lateCheck({
      id,
      plugin: plugin.id,
      loaded: () => loadedCheck(takenIn, id),
      ready,
      evaluate: sandboxed.evaluate,
      done: () => sandboxed.want(-1),
    })
  const takeIn = (definition: Definition): void => {
    const around = { runner: sandboxed, registry, granted: plugin.granted }
    const facts = awayFacts(definition, around)
    const fixes = awayFixes(definition, facts, around)
    for (const [number, { bundled, id }] of definition.facts.entries()) {
      const fact = facts[number]
      if (!bundled && fact !== undefined) registry.facts.set(id, fact)
    }
    for (const fix of fixes) registry.fixes.set(fix.id, fix)
    takenIn = { definition, facts, fixes: new Set(fixes.map(({ id }) => id)) }
    if (plugin.checks === null) for (const { id } of definition.checks) registry.checks.set(id, checkFor(id))
    registry.plugins.push(definition.plugin)
  }
  const load = async (): Promise<string | null> => {
    const loaded = await sandboxed.definition()
    const fault =
      'fault' in loaded
        ? loaded.fault
        : (faultOfDefinition(plugin, loaded.definition, registry, reserved) ?? attempt(loaded.definition))
    if (fault !== null) registry.rejected.push({ id: plugin.id, reason: fault })
    return fault
  }
  const attempt = (definition: Definition): string | null => {
    try {
      takeIn(definition)
      return null
    } catch (error) {
      return `its definition cannot be taken in: ${messageOf(error)}`
    }
  }
  const ready = (): Promise<string | null> => {
    loading ??= load()
    return loading
  }
  for (const id of plugin.checks ?? []) registry.checks.set(id, checkFor(id))
  return {
    plugin,
    sandboxed,
    ready,
    checks: () => plugin.checks ?? takenIn?.definition.checks.map(({ id }) => id) ?? [],
    isLoaded: () => takenIn !== null,
  }
}

const loadedCheck = (takenIn: TakenIn | null, id: string): LoadedCheck | null => {
  const number = takenIn?.definition.checks.findIndex((check) => check.id === id) ?? -1
  const described = takenIn?.definition.checks[number]
  if (takenIn === null || described === undefined) return null
  const { facts, fixes } = takenIn
  return { described, number, facts, fixes }
}
