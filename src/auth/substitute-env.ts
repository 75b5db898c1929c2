import { DEEPEST } from './deep-merge.js'
import { isMapping } from './mapping.js'

/** A `${NAME}` in a config for which the environment has nothing. */
export interface MissingVariable {
  readonly name: string
  readonly at: readonly string[]
}

/** `$${NAME}` stands for the text `${NAME}`; only upper-case names are variables. */
const REFERENCE = /\$?\$\{([A-Z_][A-Z0-9_]*)\}/g

/** Fills in `${NAME}` in every text of a value. One that is unset or empty is left as it is, and listed. */
export const substituteEnv = (
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { readonly value: unknown; readonly missing: readonly MissingVariable[] } => {
  const missing: MissingVariable[] = []
  const fill = (inner: unknown, at: readonly string[]): unknown => {
    if (typeof inner === 'string')
      return inner.replace(REFERENCE, (reference, name: string) => {
        if (reference.startsWith('$$')) return reference.slice(1)
        const found = Object.hasOwn(env, name) ? env[name] : undefined
        if (found) return found
        missing.push({ name, at })
        return reference
      })
    if (at.length > DEEPEST) return inner
    if (Array.isArray(inner)) return inner.map((item, index) => fill(item, [...at, String(index)]))
    if (!isMapping(inner)) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, fill(item, [...at, key])]))
  }
  return { value: fill(value, []), missing }
}
