import type { AnyCheck } from './check.js'
import type { AnyFact } from './fact.js'
import type { AnyFix } from './fix.js'

/** A shape of secret that this plugin's product uses; every match is taken out of every output. */
export interface Redactor {
  readonly id: string
  /** Must have the `g` flag. */
  readonly pattern: RegExp
}

/** A plugin's definition: the default export of its entry. Unknown keys are tolerated. */
export interface Plugin {
  readonly apiVersion: 1
  readonly id: string
  readonly facts: readonly AnyFact[]
  readonly checks: readonly AnyCheck[]
  readonly fixes: readonly AnyFix[]
  readonly redactors: readonly Redactor[]
}

export const definePlugin = (plugin: Plugin): Plugin => plugin
