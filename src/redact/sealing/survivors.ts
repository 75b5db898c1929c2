import { createKnownIndex } from '../known-index.js'
import { isSealable } from './is-sealable.js'
import { linesOf } from './lines.js'
import { findNested } from './nested.js'

/** A secret that is still there, where there should be none. */
export interface Survivor {
  readonly file: string
  /** A line, as `line 12`. */
  readonly place: string
  readonly rule: 'known'
}

/** Nothing takes its place. */
const NOBODY = { pseudonym: '' }

/**
 * The last look at finished files: every place where a known secret, or enough of its start or end, can be read in
 * any encoding. `ours` are texts that are in every such file, whatever the secrets: they are not looked at.
 */
export const findSurvivors = (
  entries: Iterable<{ readonly name: string; readonly bytes: Uint8Array }>,
  secrets: Iterable<{ readonly text: string }>,
  ours: readonly string[] = [],
): Survivor[] => {
  const index = createKnownIndex()
  for (const { text } of secrets) if (isSealable(text)) index.add(text, NOBODY)
  return [...entries].flatMap(({ name, bytes }) => {
    const text = ours.reduce((left, each) => left.replaceAll(each, ''), Buffer.from(bytes).toString())
    const found = [...index.find(text), ...findNested(text, index.find)]
    if (found.length === 0) return []
    const lineAt = linesOf(text)
    const places = new Set(
      found.sort((one, other) => one.start - other.start).map(({ start }) => lineAt(start)),
    )
    return [...places].map((place): Survivor => ({ file: name, place, rule: 'known' }))
  })
}
