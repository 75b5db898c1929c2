import type { Redactor } from '../contract/index.js'
import { guard } from './guard.js'
import { createKnownIndex } from './known-index.js'
import { createLiterals } from './literals.js'
import { once } from './once.js'
import { PATTERNS } from './patterns.js'
import { pluginShape } from './plugin-shapes.js'
import { createScreen } from './screen.js'
import { findShape, markerOf, type Shape } from './shape.js'
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
  /** True only where {@link find} would find nothing, which takes far less to tell; false says nothing. */
  clears(text: string): boolean
  /** The same for all texts and keys of a JSON text, and for what a key says of its value. */
  clearsJson(json: string): boolean
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
  const screen = createScreen()
  const learnt = new Set<string>()
  let foreign: readonly Shape[] | undefined
  let lastList: readonly KnownSecret[] | undefined
  let seen = 0
  let namesSeen = 0
  /** Learnt, and not yet filed where a search looks for it: most runs never search anything. */
  let waiting: KnownSecret[] = []

  const learn = (): number => {
    const known = options.known()
    const isList = Array.isArray(known)
    // Asked for each text of a report: what was seen of a list that only grows is not gone through again.
    const isSame = isList && known === lastList
    if (isSame && known.length === seen && foreign !== undefined) return learnt.size
    for (const each of isSame ? known.slice(seen) : known) {
      if (typeof each.text !== 'string') throw new TypeError('not a text')
      if (learnt.has(each.text)) continue
      learnt.add(each.text)
      waiting.push(each)
      screen.learn(each.text)
    }
    if (isList) {
      lastList = known
      seen = known.length
    }
    if (foreign === undefined) {
      foreign = options.redactors.map(pluginShape)
      screen.learnShapes(foreign)
    }
    return learnt.size
  }

  /** What a search needs, made for the first one. */
  const search = once(() => ({
    index: createKnownIndex(),
    hinted: [...PATTERNS, { hint: ANYTHING, shapes: () => foreign ?? [] }],
    literals: createLiterals([
      ...own,
      ...PATTERNS.flatMap(({ shapes }) => shapes().map(({ id }) => markerOf(id))),
      ...options.redactors.map(({ id }) => markerOf(id)),
    ]),
  }))

  /** Each find may give names to secrets that had none: the next has to leave them as they are. */
  const upToDate = () => {
    const { index, hinted, literals } = search()
    index.expect(waiting.length)
    for (const { text, secret } of waiting) {
      index.add(text, secret)
      if (options.named === undefined) literals.add(secret.pseudonym)
    }
    waiting = []
    const names = options.named?.() ?? []
    for (const name of names.slice(namesSeen)) literals.add(name)
    namesSeen = names.length
    return { index, hinted, literals }
  }

  const named = (span: Span, text: string): Span => {
    const replacement = nameOf?.(text.slice(span.start, span.end), span.by)
    if (replacement === undefined) return span
    search().literals.add(replacement)
    return { ...span, replacement }
  }

  const expectLearnt = (): void => {
    if (foreign === undefined) throw new Error('nothing was learnt yet')
  }

  return {
    find: (text) => {
      if (typeof text !== 'string') throw new TypeError('not a text')
      expectLearnt()
      const { index, hinted, literals } = upToDate()
      const { covers, segments } = guard(text, literals)
      const spans = index.find(text).filter(({ start, end }) => !covers(start, end))
      for (const { hint, shapes } of hinted) {
        if (!hint.test(text)) continue
        for (const shape of shapes())
          for (const segment of segments)
            for (const span of findShape(shape, segment.text, segment.start)) spans.push(named(span, text))
      }
      return spans
    },
    clears: (text) => {
      expectLearnt()
      return screen.clears(text)
    },
    clearsJson: (json) => {
      expectLearnt()
      return screen.clearsJson(json)
    },
    isMarked: (text) => upToDate().literals.isIn(text),
    learn,
  }
}
