import type { Span } from './span.js'

/**
 * What a kind of secret looks like. A group named `lead` at a match's start is kept, the rest is the secret;
 * `accepts` may turn a match down once the secret itself can be judged.
 */
export interface Shape {
  readonly id: string
  /** Has the `g` flag and no `y`; linear in the text's length. */
  readonly pattern: RegExp
  /** The whole match is the secret, whatever its groups are called. */
  readonly wholeMatch?: true
  readonly accepts?: (secret: string) => boolean
}

/** Shapes that are looked for only where the hint is: each text that one of them fits has it. */
export interface HintedShapes {
  /** Has no flag that keeps a state. */
  readonly hint: RegExp
  shapes(): readonly Shape[]
}

export const markerOf = (id: string): string => `[redacted ${id}]`

/** Every accepted match of a shape in `text`, as spans that begin at `offset`. */
export const findShape = (shape: Shape, text: string, offset: number): Span[] => {
  const spans: Span[] = []
  for (const match of text.matchAll(shape.pattern)) {
    const lead = shape.wholeMatch ? 0 : (match.groups?.lead?.length ?? 0)
    const secret = match[0].slice(lead)
    if (secret === '' || shape.accepts?.(secret) === false) continue
    const start = offset + match.index + lead
    const end = start + secret.length
    spans.push({ start, end, replacement: markerOf(shape.id), by: shape.id, whole: false })
  }
  return spans
}
