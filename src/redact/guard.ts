import type { Literals } from './literals.js'

/** A part of a text that lies between guarded literals. */
export interface Segment {
  readonly start: number
  readonly text: string
}

export interface Guard {
  /** Whether a part lies within one guarded literal. */
  covers(start: number, end: number): boolean
  /** What no guarded literal covers, in order. */
  readonly segments: readonly Segment[]
}

/** Finds the literals that redaction itself writes (markers, pseudonyms, the notice), so that they stay as they are. */
export const guard = (text: string, literals: Literals): Guard => {
  const found = literals.findIn(text).map(({ literal, start }) => ({ start, end: start + literal.length }))
  if (found.length === 0) return { covers: () => false, segments: [{ start: 0, text }] }

  const ends = new Uint32Array(text.length)
  for (const { start, end } of found) {
    for (let at = start; at < end; at += 1) ends[at] = Math.max(ends[at] ?? 0, end)
  }
  const segments: Segment[] = []
  for (let start = 0; start < text.length; ) {
    let end = start
    while (end < text.length && ends[end] === 0) end += 1
    if (end > start) segments.push({ start, text: text.slice(start, end) })
    start = end
    while (start < text.length && ends[start] !== 0) start += 1
  }
  return { covers: (start, end) => (ends[start] ?? 0) >= end, segments }
}
