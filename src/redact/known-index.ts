import { createFiling } from './filing.js'
import { type Form, formsOf, isSearchable } from './forms.js'
import { giveKeys, headKeyAt, KEY_UNITS, keyAt, MOST_PLAIN_KEYS, tailKeyAt } from './keys.js'
import type { Span } from './span.js'
import { readingsOf, type View } from './view.js'

/** A short run that may begin a find, and the end of the form it belongs to. */
interface Anchor {
  readonly units: string
  readonly form: Form
  readonly edge: 'head' | 'tail'
  readonly pseudonym: string
  /** What it is filed under, and where in `units` that stands: at its end, as many secrets begin alike. */
  readonly key: number
  readonly keyAt: number
  readonly order: number
}

/** A text to look for, and the secret whose pseudonym takes its place: asked for when it is found, not before. */
interface Known {
  readonly text: string
  readonly secret: { readonly pseudonym: string }
  /** Made when one of its keys is met: few ever are. */
  anchors?: ReadonlyMap<number, readonly Anchor[]>
}

interface Run {
  readonly at: number
  readonly length: number
}

/** What an anchor found, and where in the view it stood first. */
interface Found {
  readonly spans: Span[]
  readonly firstAt: number
}

export interface KnownIndex {
  /** Learns a secret: once for each text. */
  add(text: string, secret: { readonly pseudonym: string }): void
  /** That so many more are to be learnt soon. */
  expect(more: number): void
  /** Every place where a known secret, or enough of its start or end, stands in any form. */
  find(text: string): readonly Span[]
}

/** Runs this long do not occur by chance, however the text is broken. */
const LONG = 12
const LINE_END = /[\r\n]|\\[nr]|%0[ad]|&#(?:10|13|x[ad]);/i

const runOf = ({ units, form, edge }: Anchor, text: string, at: number): Run | undefined => {
  if (!text.startsWith(units, at)) return undefined
  if (edge === 'head') {
    let length = units.length
    while (length < form.units.length && text[at + length] === form.units[length]) length += 1
    return { at, length }
  }
  const start = form.units.length - units.length
  let back = 0
  while (back < start && back < at && text[at - back - 1] === form.units[start - back - 1]) back += 1
  return { at: at - back, length: units.length + back }
}

const isBroken = (view: View, { at, length }: Run): boolean => {
  const { from, to } = view
  for (let index = at; index < at + length - 1; index += 1) {
    if ((from[index + 1] ?? 0) > (to[index] ?? 0)) return true
  }
  return false
}

/** Takes runs of one form in order; overlapping ones (a secret that repeats itself) become one span. */
const append = (spans: Span[], span: Span): void => {
  const last = spans.at(-1)
  if (last === undefined || span.start >= last.end) spans.push(span)
  else {
    const start = Math.min(last.start, span.start)
    spans[spans.length - 1] = {
      ...last,
      start,
      end: Math.max(last.end, span.end),
      whole: last.whole || span.whole,
    }
  }
}

const anchorsOf = (text: string, pseudonym: string, order: number): readonly Anchor[] =>
  formsOf(text).flatMap((form, index): readonly Anchor[] => {
    const [head, tail] = [headKeyAt(form), tailKeyAt(form)]
    const { units } = form
    const start = units.length - form.tail
    const common = { form, pseudonym }
    return [
      {
        ...common,
        units: units.slice(0, form.head),
        edge: 'head',
        key: keyAt(units, head),
        keyAt: head,
        order: order + 2 * index,
      },
      {
        ...common,
        units: units.slice(start),
        edge: 'tail',
        key: keyAt(units, tail),
        keyAt: tail - start,
        order: order + 2 * index + 1,
      },
    ]
  })

const byKey = (anchors: readonly Anchor[]): ReadonlyMap<number, readonly Anchor[]> => {
  const groups = new Map<number, Anchor[]>()
  for (const anchor of anchors) {
    const group = groups.get(anchor.key) ?? []
    group.push(anchor)
    groups.set(anchor.key, group)
  }
  return groups
}

const NO_ANCHORS: readonly Anchor[] = []

/** More than any text has. */
const ANCHORS_EACH = 256

/** Finds known secrets in time proportional to the text, however many secrets are known. */
export const createKnownIndex = (): KnownIndex => {
  const all: Known[] = []
  const filing = createFiling()

  const anchored = (number: number, key: number): readonly Anchor[] => {
    const known = all[number]
    if (known === undefined) return NO_ANCHORS
    known.anchors ??= byKey(anchorsOf(known.text, known.secret.pseudonym, number * ANCHORS_EACH))
    return known.anchors.get(key) ?? NO_ANCHORS
  }

  /** Each secret that stands there as it is, those learnt first in front; of one and the same, no two overlap. */
  const findWhole = (text: string): readonly Span[] => {
    const ends = new Map<number, number>()
    const found: { readonly number: number; readonly start: number; readonly end: number }[] = []
    for (let at = 0; at + KEY_UNITS <= text.length; at += 1) {
      const end = at + KEY_UNITS
      for (const number of filing.under(keyAt(text, at))) {
        const literal = all[number]?.text ?? ''
        const start = end - literal.length
        if (start < (ends.get(number) ?? 0) || !text.startsWith(literal, start)) continue
        ends.set(number, end)
        found.push({ number, start, end })
      }
    }
    return found
      .sort((a, b) => a.number - b.number || a.start - b.start)
      .map(({ number, start, end }) => {
        const replacement = all[number]?.secret.pseudonym ?? ''
        return { start, end, replacement, by: 'known', whole: true }
      })
  }

  function* runsIn(
    units: string,
  ): Generator<{ readonly entry: Anchor; readonly begin: number; readonly run: Run }> {
    for (let at = 0; at + KEY_UNITS <= units.length; at += 1) {
      const key = keyAt(units, at)
      for (const number of filing.under(key)) {
        for (const entry of anchored(number, key)) {
          const begin = at - entry.keyAt
          const run = begin < 0 ? undefined : runOf(entry, units, begin)
          if (run !== undefined) yield { entry, begin, run }
        }
      }
    }
  }

  const scan = (text: string, view: View, found: Map<Anchor, Found>): void => {
    for (const { entry, begin, run } of runsIn(view.units)) {
      const start = view.from[run.at] ?? 0
      const end = view.to[run.at + run.length - 1] ?? 0
      const chance = run.length < LONG && entry.form.spaced !== true && isBroken(view, run)
      if (chance && !LINE_END.test(text.slice(start, end))) continue
      const { spans, firstAt } = found.get(entry) ?? { spans: [], firstAt: begin }
      const whole = run.length === entry.form.units.length
      append(spans, { start, end, whole, replacement: entry.pseudonym, by: 'known' })
      found.set(entry, { spans, firstAt })
    }
  }

  return {
    add: (text, secret) => {
      if (!isSearchable(text)) return
      giveKeys(text, (key) => filing.file(key, all.length))
      all.push({ text, secret })
    },
    expect: (more) => filing.expect(more * MOST_PLAIN_KEYS),
    find: (text) => {
      if (all.length === 0) return []
      const spans: Span[] = [...findWhole(text)]
      for (const { units, view } of readingsOf(text)) {
        if (runsIn(units).next().done === true) continue
        const found = new Map<Anchor, Found>()
        scan(text, view(), found)
        const inOrder = [...found].sort(
          ([a, one], [b, other]) => one.firstAt - other.firstAt || a.order - b.order,
        )
        for (const [, some] of inOrder) for (const span of some.spans) spans.push(span)
      }
      return spans
    },
  }
}
