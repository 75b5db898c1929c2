import { type Form, formsOf, isSearchable, SHORTEST } from './forms.js'

/** A text to look for. What is looked for is made when the first text is to be cleared. */
interface Known {
  readonly text: string
  /** Of which one stands wherever the index would find it; short, so that they are made soon. */
  parts?: readonly string[]
  /** The same as long as the index wants them; none where it does not look for it. Made when a part was met. */
  anchors?: readonly string[]
}

/** Tells which texts hold no known secret. Made for a few of them: of more, {@link KnownScreen.isFull} leaves all to the index. */
export interface KnownScreen {
  readonly isFull: boolean
  learn(text: string): void
  /** False only where the index would find nothing. `squeezed` is all that a reading of the text has. */
  mayHold(text: string, squeezed: string): boolean
}

/** No start or end that counts as a find is shorter. */
const SHORT = { head: SHORTEST, tail: SHORTEST }

const endsOf = (forms: readonly Form[]): readonly string[] => [
  ...new Set(
    forms.flatMap(({ units, head, tail }) => [
      units.slice(0, head),
      units.slice(Math.max(0, units.length - tail)),
    ]),
  ),
]

/** What all known texts together may take: of those of a hundred characters some thirty. */
const ROOM = 6_000
const EACH = 100

export const createKnownScreen = (): KnownScreen => {
  const all: Known[] = []
  let room = ROOM

  const stands = (known: Known, text: string, squeezed: string): boolean => {
    const inText = (part: string): boolean => squeezed.includes(part)
    known.parts ??= endsOf(formsOf(known.text, () => SHORT))
    const whole = text.includes(known.text)
    if (!whole && !known.parts.some(inText)) return false
    known.anchors ??= isSearchable(known.text) ? [known.text, ...endsOf(formsOf(known.text))] : []
    return known.anchors.some((anchor) => inText(anchor) || (whole && anchor === known.text))
  }

  return {
    get isFull() {
      return room < 0
    },
    learn: (text) => {
      // The index does not look for those either.
      if (text.length < SHORTEST || room < 0) return
      room -= EACH + text.length
      all.push({ text })
    },
    mayHold: (text, squeezed) => all.some((known) => stands(known, text, squeezed)),
  }
}
