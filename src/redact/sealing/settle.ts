import { type Replaced, replaceSpans, type Span } from '../span.js'
import { type Taken, withRound } from './removals.js'

/** More than a text that settles ever needs: each round only sees what the one before left. */
const ROUNDS = 24

export interface Settled {
  readonly text: string
  readonly taken: readonly Taken[]
}

/**
 * Applies rules until none of them finds anything. A later one only sees what none before it finds anything in. Throws
 * where that does not come to an end.
 */
export const settle = (text: string, rules: readonly ((text: string) => readonly Span[])[]): Settled => {
  let settled: Settled = { text, taken: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const after = firstChange(settled, rules)
    if (after === undefined) return settled
    settled = after
  }
  throw new Error('the text does not settle')
}

const firstChange = (
  { text, taken }: Settled,
  rules: readonly ((text: string) => readonly Span[])[],
): Settled | undefined => {
  for (const rule of rules) {
    const replaced: Replaced[] = []
    const after = replaceSpans(text, rule(text), (each) => replaced.push(each))
    if (after !== text) return { text: after, taken: withRound(taken, replaced) }
  }
  return undefined
}
