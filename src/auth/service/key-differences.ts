import type { Secret } from '../../contract/index.js'

export type KeyDifference = {
  readonly variable: string
  /** `both`: they hold different texts. */
  readonly set: 'here' | 'there' | 'both'
}

type Keys = Readonly<Record<string, Secret>>

/**
 * Keys that a shell and a service do not have alike. What the gateway reads by itself, from its `.env` file or its
 * config, it has in any case, and is no difference where this shell merely has it too.
 */
export const keyDifferences = (
  here: Keys,
  there: Keys,
  byItself: readonly string[],
): readonly KeyDifference[] =>
  [...new Set([...Object.keys(here), ...Object.keys(there)])].sort().flatMap((variable): KeyDifference[] => {
    const [mine, its] = [here[variable], there[variable]]
    if (mine === undefined) return [{ variable, set: 'there' }]
    if (its === undefined) return byItself.includes(variable) ? [] : [{ variable, set: 'here' }]
    return mine.equals(its) ? [] : [{ variable, set: 'both' }]
  })
