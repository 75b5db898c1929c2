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
  return spans.map((span) => {
    if (span.whole) return span
    const around = runs.find(({ start, end }) => start < span.end && span.start < end)
    return around === undefined
      ? span
      : { ...span, start: Math.min(around.start, span.start), end: Math.max(around.end, span.end) }
  })
}
