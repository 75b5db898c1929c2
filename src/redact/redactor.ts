import type { Redactor } from '../contract/index.js'
import { ASSIGNED } from './assignments.js'
import { guard } from './guard.js'
import { redactDocument } from './json.js'
import { createKnownIndex } from './known-index.js'
import { createLiterals } from './literals.js'
import { PATTERNS } from './patterns.js'
import { pluginShape, UnusableRedactor } from './plugin-shapes.js'
import { findShape, markerOf, type Shape } from './shape.js'
import { replaceSpans, type Span } from './span.js'

/** What stands in place of an output that could not be redacted. */
export const WITHHELD = '[output withheld: redaction failed]'

/** A secret whose text is known, and what stands in its place. */
export interface KnownSecret {
  readonly text: string
  readonly secret: { readonly pseudonym: string }
}

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
  /** What was taken out so far, in the order of first use. */
  ledger(): readonly LedgerEntry[]
}

/** More than a text that settles ever needs: each round only sees what the one before left. */
const ROUNDS = 8

/** Of texts that hold nothing secret, how many are remembered, and how long each may be. */
const MOST_CLEAN = 10_000
const LONGEST_CLEAN = 1_000

/**
 * Makes the boundary. `known` is asked at every call, so secrets may be learnt during a run; once seen, a secret stays
 * known. An array that it returns again has to be the same as before but for what was appended. Known secrets come first: their text, its escaped, encoded and line-wrapped forms, 12 or more characters of
 * its start or end (4 past a public prefix such as `sk-ant-oat01-`) become the secret's pseudonym. Not looked for, as
 * they would shred every text: known texts of fewer than 6 characters other than white space, of fewer than 4 different
 * ones, and names (words of the product's own vocabulary such as `anthropic`, variables such as `OPENAI_API_KEY`).
 * Then everything that looks like a secret, to the built-in patterns or the plugins', becomes `[redacted <id>]`.
 * A redactor that cannot be run withholds every output; the ledger names it.
 */
export const createRedactor = (options: {
  readonly known: () => Iterable<KnownSecret>
  readonly redactors: readonly Redactor[]
}): OutputRedactor => {
  const index = createKnownIndex()
  const counts = new Map<string, number>()
  const literals = createLiterals([WITHHELD, ...PATTERNS.map(({ id }) => markerOf(id))])
  const learnt = new Set<string>()
  /** Texts that hold nothing secret, by what is known so far. A report's keys and ids stand in it again and again. */
  const clean = new Set<string>()
  let shapes: readonly Shape[] | undefined
  let lastList: readonly KnownSecret[] | undefined
  let seen = 0

  const prepare = (): readonly Shape[] => {
    const known = options.known()
    const isList = Array.isArray(known)
    // Asked for each text of a report: what was seen of a list that only grows is not gone through again.
    const fresh: Iterable<KnownSecret> = isList && known === lastList ? known.slice(seen) : known
    for (const { text, secret } of fresh) {
      if (learnt.has(text)) continue
      learnt.add(text)
      clean.clear()
      index.add(text, secret.pseudonym)
      literals.add(secret.pseudonym)
    }
    if (isList) {
      lastList = known
      seen = known.length
    }
    if (shapes === undefined) {
      shapes = [...PATTERNS, ...options.redactors.map(pluginShape)]
      for (const { id } of options.redactors) literals.add(markerOf(id))
    }
    return shapes
  }

  const count = (by: string): void => {
    counts.set(by, (counts.get(by) ?? 0) + 1)
  }

  const round = (text: string, shapes: readonly Shape[], tally: (by: string) => void): string => {
    const { covers, segments } = guard(text, literals)
    const spans: Span[] = index.find(text).filter(({ start, end }) => !covers(start, end))
    for (const shape of shapes) {
      for (const segment of segments) spans.push(...findShape(shape, segment.text, segment.start))
    }
    return spans.length === 0 ? text : replaceSpans(text, spans, tally)
  }

  const settle = (text: string): string => {
    if (typeof text !== 'string') throw new TypeError('not a text')
    const shapes = prepare()
    if (clean.has(text)) return text
    const tallied: string[] = []
    let before = text
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) {
      const after = round(before, shapes, (by) => tallied.push(by))
      if (after === before) {
        tallied.forEach(count)
        if (after === text && text.length <= LONGEST_CLEAN && clean.size < MOST_CLEAN) clean.add(text)
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

  return {
    redact: (text) => orWithhold(() => settle(text)),
    redactJson: (value) =>
      orWithhold(() =>
        redactDocument(value, settle, (text) => {
          if (literals.isIn(text)) return false
          count(ASSIGNED)
          return true
        }),
      ),
    ledger: () => [...counts].map(([by, count]) => ({ by, count })),
  }
}
