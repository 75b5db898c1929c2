import type { AnyCheck } from './check.js'
import type { AnyFact } from './fact.js'
import type { AnyFix } from './fix.js'

/** A shape of secret that this plugin's product uses; every match is taken out of every output. */
export interface Redactor {
  /** Stable: reports count by it what was taken out. */
  readonly id: string
  /** Must have the `g` flag. */
  readonly pattern: RegExp
}

/** A plugin's definition: the default export of its entry. Unknown keys are tolerated. */
export interface Plugin {
  /** The version of this contract that it was written for. */
  readonly apiVersion: 1
  /** Unique among all plugins. */
  readonly id: string
  readonly facts: readonly AnyFact[]
  readonly checks: readonly AnyCheck[]
  readonly fixes: readonly AnyFix[]
  readonly redactors: readonly Redactor[]
}

/** Types a plugin, and returns it as it is. */
export const definePlugin = (plugin: Plugin): Plugin => plugin
