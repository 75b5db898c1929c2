import type { Redactor } from '../contract/index.js'
import { ASSIGNED } from './assignments.js'
import { type PartRedaction, redactDocument } from './json.js'
import { UnusableRedactor } from './plugin-shapes.js'
import { createSecretFinder, type KnownSecret } from './secret-finder.js'
import { replaceSpans } from './span.js'

/** What stands in place of an output that could not be redacted. */
export const WITHHELD = '[output withheld: redaction failed]'

/** How often something was taken out, and by what: `known`, a redactor's id, or `withheld` for a whole output. */
export interface LedgerEntry {
  readonly by: string
  readonly count: number
}

/** The boundary every output passes. No call throws. */
export interface OutputRedactor {
  /** Returns the text without secrets; {@link WITHHELD} instead of all of it where anything goes wrong. */
  redact(text: string): string
  /** The same for a JSON document: keys and texts are redacted, and it stays a document. */
  redactJson(value: unknown): unknown
  /** The same for a JSON text, which takes far less where it holds no secret; {@link WITHHELD} also where it is none. */
  parseJson(json: string): unknown
  /** What was taken out so far, in the order of first use. */
  ledger(): readonly LedgerEntry[]
}

/** In characters: enough for the report of a thousand agents. */
const MOST_REMEMBERED = 2 ** 25
const LONGEST_REMEMBERED = 1_000

/** More than a text that settles ever needs: each round only sees what the one before left. */
const ROUNDS = 8

/**
 * Makes the boundary. `known` is asked at every call, so secrets may be learnt during a run; once seen, a secret stays
 * known. An array that it returns again has to be the same as before but for what was appended. `named` are the
 * pseudonyms that were given out so far, a list that only grows; where it is left out, all known secrets count as named.
 * Known secrets come first: their text, its escaped, encoded and line-wrapped forms, 12 or more characters of its start
 * or end (4 past a public prefix such as `sk-ant-oat01-`) become the secret's pseudonym. Not looked for, as they would
 * shred every text: known texts of fewer than 6 characters other than white space, of fewer than 4 different ones, and
 * names (words of the product's own vocabulary such as `anthropic`, variables such as `OPENAI_API_KEY`).
 * Then everything that looks like a secret, to the built-in patterns or the plugins', becomes `[redacted <id>]`.
 * A redactor that cannot be run withholds every output; the ledger names it.
 */
export const createRedactor = (options: {
  readonly known: () => Iterable<KnownSecret>
  readonly named?: () => readonly string[]
  readonly redactors: readonly Redactor[]
}): OutputRedactor => {
  const finder = createSecretFinder({ ...options, own: [WITHHELD] })
  const counts = new Map<string, number>()
  /** Texts of which it is known that nothing is to be taken out: a report says the same words again and again. */
  const clean = new Set<string>()
  let remembered = 0
  let lastKnown = 0
  /** The JSON text that was cleared last: what a report was made from is printed next. */
  let lastClear: string | undefined
  const forget = (): void => {
    clean.clear()
    lastClear = undefined
    remembered = 0
  }

  const count = (by: string): void => {
    counts.set(by, (counts.get(by) ?? 0) + 1)
  }

  const remember = (text: string): void => {
    if (text.length > LONGEST_REMEMBERED) return
    if (remembered > MOST_REMEMBERED) forget()
    remembered += text.length
    clean.add(text)
  }

  const learn = (): void => {
    const known = finder.learn()
    if (known !== lastKnown) forget()
    lastKnown = known
  }

  const settle = (text: string): string => {
    if (typeof text !== 'string') throw new TypeError('not a text')
    learn()
    if (clean.has(text)) return text
    if (finder.clears(text)) {
      remember(text)
      return text
    }
    const tallied: string[] = []
    let before = text
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) {
      const talliedBefore = tallied.length
      const after = replaceSpans(before, finder.find(before), ({ span }) => tallied.push(span.by))
      if (after === before) {
        if (tallied.length === talliedBefore) remember(after)
        tallied.forEach(count)
        return after
      }
      before = after
    }
    throw new Error('the text does not settle')
  }

  const orWithhold = <T>(work: () => T): T | string => {
    try {
      return work()
    } catch (cause) {
      count(cause instanceof UnusableRedactor ? `withheld: ${cause.id}` : 'withheld')
      return WITHHELD
    }
  }

  const parts: PartRedaction = {
    redact: settle,
    takenOut: (text) => {
      if (finder.isMarked(text)) return false
      count(ASSIGNED)
      return true
    },
  }

  const isClear = (json: string): boolean => {
    learn()
    if (json === lastClear) return true
    if (!finder.clearsJson(json)) return false
    lastClear = json
    return true
  }

  return {
    redact: (text) => orWithhold(() => settle(text)),
    redactJson: (value) => orWithhold(() => redactDocument(value, parts)),
    parseJson: (json) =>
      orWithhold(() => {
        const value: unknown = JSON.parse(json)
        if (isClear(json)) return value
        return redactDocument(value, { ...parts, isClear: (node) => finder.clearsJson(JSON.stringify(node)) })
      }),
    ledger: () => [...counts].map(([by, count]) => ({ by, count })),
  }
}
