import { once } from './once.js'

/** A part of a text to be replaced. `start` and `end` (excluded) count UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** What the ledger counts it under. */
  readonly by: string
  /** A secret known in full, found in full: nothing else has a better claim to this part. */
  readonly whole: boolean
}

const telling = once(() => /[\p{L}\p{N}]/u)

const strongestFirst = (a: Span, b: Span): number =>
  Number(b.whole) - Number(a.whole) || b.end - b.start - (a.end - a.start)

/** A part of a text that was replaced: where it stood, and what stood there. */
export interface Replaced {
  readonly span: Span
  readonly start: number
  readonly part: string
}

/**
 * Replaces every span, and tells each part that it replaces, from left to right. Where spans overlap, the strongest takes its part whole and the others what is left of
 * theirs: nothing that any of them covers stays, except a left-over without a letter or digit (a closing quote).
 * Equal claims go to the one given first.
 */
export const replaceSpans = (
  text: string,
  spans: readonly Span[],
  tell: (replaced: Replaced) => void,
): string => {
  if (spans.length === 0) return text
  const ordered = [...spans].sort(strongestFirst)
  const owners = new Uint32Array(text.length)
  for (const [index, span] of ordered.entries()) {
    for (let at = span.start; at < span.end; at += 1) if (owners[at] === 0) owners[at] = index + 1
  }
  const pieces: string[] = []
  let start = 0
  while (start < text.length) {
    let end = start + 1
    while (end < text.length && owners[end] === owners[start]) end += 1
    const part = text.slice(start, end)
    const span = ordered[(owners[start] ?? 0) - 1]
    const leftOver = span !== undefined && end - start < span.end - span.start
    if (span === undefined || (leftOver && !telling().test(part))) pieces.push(part)
    else {
      pieces.push(span.replacement)
      tell({ span, start, part })
    }
    start = end
  }
  return pieces.join('')
}
