import { type Form, formsOf, isSearchable, SHORTEST } from './forms.js'
import type { Span } from './span.js'
import { type View, viewsOf } from './view.js'

/** A short run that may begin a find, and the end of the form it belongs to. */
interface Anchor {
  readonly units: string
  readonly form: Form
  readonly edge: 'head' | 'tail'
  readonly pseudonym: string
}

interface Run {
  readonly at: number
  readonly length: number
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
const SLOTS = 0x10000

const slot = (units: string, at: number): number =>
  (((units.charCodeAt(at) * 31 + units.charCodeAt(at + 1)) * 31 + units.charCodeAt(at + 2)) * 31 +
    units.charCodeAt(at + 3)) &
  (SLOTS - 1)

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
  const pseudonyms = new Map<string, string>()
  const anchors = new Map<string, Anchor[]>()
  const occupied = new Uint8Array(SLOTS)

  const anchor = (entry: Anchor): void => {
    const key = entry.units.slice(0, SHORTEST)
    const others = anchors.get(key)
    if (others === undefined) anchors.set(key, [entry])
    else others.push(entry)
    occupied[slot(key, 0)] = 1
  }

  const scan = (text: string, view: View, found: Map<Anchor, Span[]>): void => {
    for (let at = 0; at + SHORTEST <= view.units.length; at += 1) {
      if (occupied[slot(view.units, at)] === 0) continue
      for (const entry of anchors.get(view.units.slice(at, at + SHORTEST)) ?? []) {
        const run = runOf(entry, view.units, at)
        if (run === undefined) continue
        const start = view.from[run.at] ?? 0
        const end = view.to[run.at + run.length - 1] ?? 0
        const chance = run.length < LONG && entry.form.spaced !== true && isBroken(view, run)
        if (chance && !LINE_END.test(text.slice(start, end))) continue
        const spans = found.get(entry) ?? []
        const whole = run.length === entry.form.units.length
        append(spans, { start, end, whole, replacement: entry.pseudonym, by: 'known' })
        found.set(entry, spans)
      }
    }
  }

  return {
    add: (text, pseudonym) => {
      if (!isSearchable(text)) return
      pseudonyms.set(text, pseudonym)
      for (const form of formsOf(text)) {
        anchor({ units: form.units.slice(0, form.head), form, edge: 'head', pseudonym })
        anchor({ units: form.units.slice(form.units.length - form.tail), form, edge: 'tail', pseudonym })
      }
    },
    find: (text) => {
      if (pseudonyms.size === 0) return []
      const spans: Span[] = []
      for (const [known, replacement] of pseudonyms) {
        for (
          let start = text.indexOf(known);
          start !== -1;
          start = text.indexOf(known, start + known.length)
        ) {
          spans.push({ start, end: start + known.length, replacement, by: 'known', whole: true })
        }
      }
      for (const view of viewsOf(text)) {
        const found = new Map<Anchor, Span[]>()
        scan(text, view, found)
        for (const some of found.values()) for (const span of some) spans.push(span)
      }
      return spans
    },
  }
}
