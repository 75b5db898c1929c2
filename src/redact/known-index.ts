import { type Form, formsOf, isSearchable } from './forms.js'
import { createLiterals } from './literals.js'
import { createSlots, KEY } from './slots.js'
import type { Span } from './span.js'
import { readingsOf, type View } from './view.js'

/** A short run that may begin a find, and the end of the form it belongs to. */
interface Anchor {
  readonly units: string
  readonly form: Form
  readonly edge: 'head' | 'tail'
  readonly pseudonym: string
  /** Where in `units` the part it is filed under stands: its end, as many secrets begin alike. */
  readonly keyAt: number
  readonly order: number
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
  /** Learns a secret and builds its forms: once for each text. */
  add(text: string, pseudonym: string): void
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
  for (let index = at; index < at + length - 1; index += 1) {
    if ((view.from[index + 1] ?? 0) > (view.to[index] ?? 0)) return true
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

/** Finds known secrets in time proportional to the text, however many secrets are known. */
export const createKnownIndex = (): KnownIndex => {
  const known = createLiterals()
  const pseudonyms = new Map<string, { readonly order: number; readonly pseudonym: string }>()
  const anchors = createSlots<Anchor[]>()

  let anchored = 0
  const anchor = (found: Omit<Anchor, 'keyAt' | 'order'>): void => {
    const keyAt = Math.max(0, found.units.length - KEY)
    anchors.at(found.units.slice(keyAt), () => []).push({ ...found, keyAt, order: anchored })
    anchored += 1
  }

  function* runsIn(
    units: string,
  ): Generator<{ readonly entry: Anchor; readonly begin: number; readonly run: Run }> {
    for (const { start, filed } of anchors.findIn(units)) {
      for (const entry of filed) {
        const begin = start - entry.keyAt
        const run = begin < 0 ? undefined : runOf(entry, units, begin)
        if (run !== undefined) yield { entry, begin, run }
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
    add: (text, pseudonym) => {
      if (!isSearchable(text)) return
      known.add(text)
      pseudonyms.set(text, { order: pseudonyms.size, pseudonym })
      for (const form of formsOf(text)) {
        anchor({ units: form.units.slice(0, form.head), form, edge: 'head', pseudonym })
        anchor({ units: form.units.slice(form.units.length - form.tail), form, edge: 'tail', pseudonym })
      }
    },
    find: (text) => {
      if (pseudonyms.size === 0) return []
      const spans: Span[] = []
      const whole = known.findIn(text).flatMap(({ literal, start }) => {
        const { order, pseudonym } = pseudonyms.get(literal) ?? { order: 0, pseudonym: '' }
        return [{ order, start, end: start + literal.length, pseudonym }]
      })
      // Of equal claims the one learnt first wins.
      for (const { start, end, pseudonym } of whole.sort((a, b) => a.order - b.order))
        spans.push({ start, end, replacement: pseudonym, by: 'known', whole: true })
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
