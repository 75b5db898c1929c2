import type { Redactor } from '../contract/index.js'
import { guard } from './guard.js'
import { createKnownIndex } from './known-index.js'
import { createLiterals } from './literals.js'
import { PATTERNS } from './patterns.js'
import { pluginShape } from './plugin-shapes.js'
import { findShape, type HintedShapes, markerOf } from './shape.js'
import type { Span } from './span.js'

/** A secret whose text is known, and what stands in its place. */
export interface KnownSecret {
  readonly text: string
  readonly secret: { readonly pseudonym: string }
}

/** Finds secrets: those that are known, and what looks like one to a pattern. */
export interface SecretFinder {
  /** What was learnt, in any order; finds may overlap. */
  find(text: string): Span[]
  /** Whether something in it was put there in place of a secret. */
  isMarked(text: string): boolean
  /**
   * Learns what became known since, which has to be done before a text is looked at; how many secrets are known now.
   * Throws where the known secrets cannot be told or a redactor cannot be run.
   */
  learn(): number
}

/** Nobody knows what a plugin's pattern looks for. */
const ANYTHING = /^/

export interface SecretFinderOptions {
  /** See `createRedactor`. */
  readonly known: () => Iterable<KnownSecret>
  /** See `createRedactor`. */
  readonly named?: () => readonly string[]
  readonly redactors: readonly Redactor[]
  /** Further texts that stay as they are. */
  readonly own?: Iterable<string>
  /** What stands in place of a text that looks like a secret to the pattern or redactor `id`; `[redacted <id>]` by default. */
  readonly nameOf?: (text: string, id: string) => string
}

export const createSecretFinder = (options: SecretFinderOptions): SecretFinder => {
  const { own = [], nameOf } = options
  const index = createKnownIndex()
  const literals = createLiterals([
    ...own,
    ...PATTERNS.flatMap(({ shapes }) => shapes.map(({ id }) => markerOf(id))),
  ])
  const learnt = new Set<string>()
  let hinted: readonly HintedShapes[] | undefined
  let lastList: readonly KnownSecret[] | undefined
  let seen = 0
  let namesSeen = 0

  const learn = (): number => {
    const known = options.known()
    const isList = Array.isArray(known)
    // Asked for each text of a report: what was seen of a list that only grows is not gone through again.
    const fresh: Iterable<KnownSecret> = isList && known === lastList ? known.slice(seen) : known
    if (Array.isArray(fresh)) index.expect(fresh.length)
    for (const { text, secret } of fresh) {
      if (learnt.has(text)) continue
      learnt.add(text)
      index.add(text, secret)
      if (options.named === undefined) literals.add(secret.pseudonym)
    }
    if (isList) {
      lastList = known
      seen = known.length
    }
    if (hinted === undefined) {
      hinted = [...PATTERNS, { hint: ANYTHING, shapes: options.redactors.map(pluginShape) }]
      for (const { id } of options.redactors) literals.add(markerOf(id))
    }
    return learnt.size
  }

  /** Each find may give names to secrets that had none: the next has to leave them as they are. */
  const learnNames = (): void => {
    const named = options.named?.() ?? []
    for (const name of named.slice(namesSeen)) literals.add(name)
    namesSeen = named.length
  }

  const named = (span: Span, text: string): Span => {
    const replacement = nameOf?.(text.slice(span.start, span.end), span.by)
    if (replacement === undefined) return span
    literals.add(replacement)
    return { ...span, replacement }
  }

  return {
    find: (text) => {
      if (typeof text !== 'string') throw new TypeError('not a text')
      if (hinted === undefined) throw new Error('nothing was learnt yet')
      learnNames()
      const { covers, segments } = guard(text, literals)
      const spans = index.find(text).filter(({ start, end }) => !covers(start, end))
      for (const { hint, shapes } of hinted) {
        if (!hint.test(text)) continue
        for (const shape of shapes)
          for (const segment of segments)
            for (const span of findShape(shape, segment.text, segment.start)) spans.push(named(span, text))
      }
      return spans
    },
    isMarked: (text) => literals.isIn(text),
    learn,
  }
}
