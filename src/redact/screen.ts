import { MAY_BE_ENCODED } from './decoders.js'
import { createKnownScreen } from './known-screen.js'
import { loosened } from './loosened.js'
import { PATTERNS } from './patterns.js'
import type { Shape } from './shape.js'
import { squeeze } from './view.js'

/**
 * Tells of most texts, for a hundredth of what a search takes, that it would find nothing in them. Of those it does not
 * clear it says nothing: they have to be searched.
 */
export interface Screen {
  /** No text is cleared any more in which this known secret would be found. */
  learn(known: string): void
  /** No text is cleared any more of which one of these matches a part. */
  learnShapes(shapes: readonly Shape[]): void
  clears(text: string): boolean
  /** True only where a search would find nothing in any text and key of a JSON text, nor a secret that its key tells. */
  clearsJson(json: string): boolean
}

/** Between a key and what is neither a text nor a list of any: `"tokens":3` assigns nothing, and loses its colon. */
const NO_TEXTS_KEY = /(?<=\w)":(?=[-\dtfn{]|\[\])/g

export const createScreen = (): Screen => {
  const known = createKnownScreen()
  const patterns: RegExp[] = PATTERNS.map(({ hint }) => hint)
  let isBlind = false

  const clears = (text: string): boolean => {
    // Without a backslash and what else encodes, a text has one reading: itself without what breaks its lines.
    if (isBlind || known.isFull || text.includes('\\')) return false
    const squeezed = squeeze(text)
    return (
      !MAY_BE_ENCODED.test(squeezed) &&
      !patterns.some((pattern) => pattern.test(text)) &&
      !known.mayHold(text, squeezed)
    )
  }

  return {
    learn: known.learn,
    learnShapes: (shapes) => {
      for (const { pattern } of shapes) {
        const loose = loosened(pattern)
        if (loose === undefined) isBlind = true
        else patterns.push(loose)
      }
    },
    clears,
    // Where no text needs an escape, each stands in the JSON text as it is, between quotes. What is looked for there are
    // runs, whatever stands around them: what is not in the whole is in no part of it.
    clearsJson: (json) => clears(json.replace(NO_TEXTS_KEY, '" ')),
  }
}
