import type { OptionsSchema } from './options.js'

/** One option of a check. */
export interface OptionRule<T> {
  /** What the check gets where nobody set it. */
  readonly default: T
  /** Whether a value that a user set can be used. Pure; it is never called for one that was left out. */
  accepts(value: unknown): boolean
  /** To stand after "must be": `a version such as "2.1.0"`. */
  readonly expected: string
}

/** The options of a check, by their names. */
// biome-ignore lint/suspicious/noExplicitAny: each option has a type of its own.
export type OptionRules = { readonly [name: string]: OptionRule<any> }
/** What `evaluate` gets for such options. */
export type OptionsOf<R extends OptionRules> = {
  readonly [K in keyof R]: R[K] extends OptionRule<infer T> ? T : never
}

/** A schema for options that need no library: every option has a default, and what is unknown is refused by name. */
export const defineOptions = <R extends OptionRules>(rules: R): OptionsSchema<OptionsOf<R>> => ({
  '~standard': {
    version: 1,
    vendor: 'clawdbot-doctor',
    validate: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { issues: [{ message: 'options must be an object' }] }
      const given = new Map(Object.entries(value))
      const names = Object.keys(rules)
      const unknown = [...given.keys()].find((name) => !names.includes(name))
      if (unknown !== undefined)
        return {
          issues: [{ message: `there is no such option; there are: ${names.join(', ')}`, path: [unknown] }],
        }
      for (const [name, { accepts, expected }] of Object.entries(rules))
        if (given.has(name) && !accepts(given.get(name)))
          return { issues: [{ message: `it must be ${expected}`, path: [name] }] }
      const settled = names.map((name) => [name, given.has(name) ? given.get(name) : rules[name]?.default])
      return { value: Object.fromEntries(settled) }
    },
  },
})
