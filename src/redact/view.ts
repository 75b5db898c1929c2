import { type Decoder, decoders } from './decoders.js'
import { once } from './once.js'

/** One way to read a text. Unit `i` of `units` stands for the characters `from[i]` to `to[i]` (excluded) of it. */
export interface View {
  readonly units: string
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** The same, with where its units come from worked out only when it is asked for. */
export interface Reading {
  readonly units: string
  view(): View
}

const ESC = String.fromCharCode(27)

/** What a terminal, an editor or a note in a frame puts inside a long line: never a part of a token itself. */
const broken = once(
  () =>
    new RegExp(`(?:${ESC}\\[[0-9;:?]*[A-Za-z]?|\\\\(?=\\r?\\n)|[\\s\\p{Cc}\\p{Cf}\\u2500-\\u257f|])+`, 'gu'),
)
/** Where a wrap may have cut an escape in two. */
const CUT_ESCAPE =
  /(?:\\(?:u[\da-f]{0,3}|x[\da-f]?|[0-7]{1,2})?|%(?:5c|[\da-f]|u[\da-f]{0,3})?|&(?:#(?:92|x5c);|#x?[\da-f]{0,7}|[a-z]{0,6}\d{0,2})|')[\s\p{Cc}\p{Cf}\u2500-\u257f|]/iu
/** How many escapes may lie one in another. */
const DEEPEST = 3

const identity = (text: string): View => {
  const from = new Uint32Array(text.length)
  const to = new Uint32Array(text.length)
  for (let index = 0; index < text.length; index += 1) {
    from[index] = index
    to[index] = index + 1
  }
  return { units: text, from, to }
}

/** Replaces what `pattern` finds; `decode` must not return more characters than it was given. */
const rewrite = (view: View, { pattern, decode }: Decoder): View => {
  const pieces: string[] = []
  const from = new Uint32Array(view.units.length)
  const to = new Uint32Array(view.units.length)
  let size = 0
  let done = 0
  const keepUntil = (end: number): void => {
    pieces.push(view.units.slice(done, end))
    for (; done < end; done += 1, size += 1) {
      from[size] = view.from[done] ?? 0
      to[size] = view.to[done] ?? 0
    }
  }
  for (const match of view.units.matchAll(pattern)) {
    keepUntil(match.index)
    const decoded = decode(match[0])
    const end = match.index + match[0].length
    pieces.push(decoded)
    from.fill(view.from[match.index] ?? 0, size, size + decoded.length)
    to.fill(view.to[end - 1] ?? 0, size, size + decoded.length)
    size += decoded.length
    done = end
  }
  keepUntil(view.units.length)
  return { units: pieces.join(''), from, to }
}

/** Letters and signs of which {@link broken} takes out white space and `|` alone; it costs most to make. */
const UNBROKEN = /^[\t\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u24ff\u2580-\u2bff]*$/
const PLAINLY_BROKEN = /(?:\\(?=\r?\n)|[\s|])+/g

/** A text without anything a line wrap may have put into it: white space, frames, colours and invisible characters. */
export const squeeze = (text: string): string =>
  text.replace(UNBROKEN.test(text) ? PLAINLY_BROKEN : broken(), '')

const squeezing = once((): Decoder => ({ marker: '', pattern: broken(), decode: () => '' }))

interface Unsqueezed {
  readonly units: string
  readonly steps: readonly Decoder[]
}

/**
 * Every reading of a text in which a secret could stand: as it is, and with up to three escapes undone, of JSON, of a
 * shell, of an address, of a form, of HTML; each of them also broken by line wraps, which may cut an escape in two.
 */
export function* readingsOf(text: string): Generator<Reading> {
  const seen = new Set<string>()
  const fresh = (units: string, steps: readonly Decoder[]): readonly Unsqueezed[] => {
    if (seen.has(units)) return []
    seen.add(units)
    return [
      { units, steps },
      ...(CUT_ESCAPE.test(units) ? fresh(squeeze(units), [...steps, squeezing()]) : []),
    ]
  }
  let level = fresh(text, [])
  for (let depth = 0; level.length > 0; depth += 1) {
    for (const { units, steps } of level) {
      yield {
        units: squeeze(units),
        view: once(() => [...steps, squeezing()].reduce(rewrite, identity(text))),
      }
    }
    if (depth === DEEPEST) return
    level = level.flatMap(({ units, steps }) =>
      decoders()
        .filter(({ marker }) => units.includes(marker))
        .flatMap((step) => fresh(units.replace(step.pattern, step.decode), [...steps, step])),
    )
  }
}
