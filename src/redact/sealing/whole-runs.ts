import type { Span } from '../span.js'

/** What an encoded text looks like, and most tokens. */
const RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g

/**
 * Of a secret that is like a known one only at its start or its end, as two of one issuer are: all of the word or encoded
 * text that it stands in. What is known of it would go, and the rest be left where nobody knows it any more.
 */
export const wholeRuns = (text: string, spans: readonly Span[]): readonly Span[] => {
  if (spans.every(({ whole }) => whole)) return spans
  const runs = [...text.matchAll(RUN)].map(({ 0: run, index }) => ({ start: index, end: index + run.length }))
  /** There may be as many spans as runs: all of these cannot be gone through for each. */
  const firstEndingAfter = (at: number): { readonly start: number; readonly end: number } | undefined => {
    let [low, high] = [0, runs.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((runs[middle]?.end ?? 0) > at) high = middle
      else low = middle + 1
    }
    return runs[low]
  }
  const widened = spans.map((span) => {
    if (span.whole) return span
    const around = firstEndingAfter(span.start)
    return around === undefined || around.start >= span.end
      ? span
      : { ...span, start: Math.min(around.start, span.start), end: Math.max(around.end, span.end) }
  })
  return firstOfEach(widened)
}

/** Where many lie in one long run, all of it is taken for the first of them: the others have no part in it. */
const firstOfEach = (spans: readonly Span[]): readonly Span[] => {
  const seen = new Set<string>()
  return spans.filter(({ start, end, whole }) => {
    const part = `${start}-${end}`
    if (!whole && seen.has(part)) return false
    if (!whole) seen.add(part)
    return true
  })
}
