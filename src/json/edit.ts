import { applyToData, type JsonEdit, sameData } from './data.js'
import { editParts } from './edit-parts.js'
import { removeItem } from './edit-remove.js'
import { setAt } from './edit-set.js'
import { type Dialect, parse } from './parse.js'
import { ParseError } from './parse-error.js'
import { findPlace } from './place.js'
import { EditError, readTree } from './tree.js'

export type { JsonEdit, JsonValue } from './data.js'
export { ParseError } from './parse-error.js'
export { EditError } from './tree.js'

function applyToText(text: string, dialect: Dialect, edit: JsonEdit): string {
  const tree = readTree(text, dialect)
  const place = findPlace(tree, edit.at)
  if ('set' in edit) return setAt(tree, place, edit.set)
  const last = place.rest.length === 1 ? place.found.at(-1) : undefined
  if (!last) return text
  const without = removeItem(tree, place.container, last)
  // A repeated key would come back to life with its earlier value.
  return place.found.length > 1 ? applyToText(without, dialect, edit) : without
}

const dataOf = (text: string, dialect: Dialect): unknown => {
  const parsed = parse(text, dialect)
  if (parsed.state !== 'ok') throw new ParseError(parsed)
  return parsed.value
}

const readsAs = (text: string, dialect: Dialect, expected: unknown): boolean => {
  const parsed = parse(text, dialect)
  return parsed.state === 'ok' && sameData(parsed.value, expected)
}

/** In UTF-16 code units. Below that, one way of editing is enough. */
const LARGE = 200_000

/**
 * The text with the edits made in turn, everything else kept byte for byte: comments, order, quotes, numbers' spelling.
 * A missing member becomes the last of its object, missing objects are made. Of a repeated key the last one is set, and
 * all are removed. A list set to the same elements in another order, or to one more, is edited element by element. An
 * edit that changes no data changes no byte.
 *
 * Throws `ParseError` for a text that does not parse, and `EditError` for a path through something that is neither an
 * object nor an existing element of a list, for a root that is no object, and where the result would not read back as
 * the edits say. In JSON5, a string with a private-use character is always printed in double quotes.
 */
export function editJson(text: string, dialect: Dialect, edits: readonly JsonEdit[]): string {
  if (text.length > LARGE && dialect === 'json') {
    const edited = editLarge(text, edits)
    if (edited !== null) return edited
  }
  let { text: edited } = readTree(text, dialect)
  const expected = dataOf(text, dialect)
  for (const edit of edits) {
    edited = applyToText(edited, dialect, edit)
    applyToData(expected, edit)
    // Read by the parser the file is meant for, not by the one that placed the edit: neither can hide the other's slip.
    if (!readsAs(edited, dialect, expected)) throw new EditError(edit.at, 'would not read back as intended')
  }
  return edited
}

/** The same for a text too large for a tree of all of it; null where it cannot be edited in parts. */
export function editLarge(text: string, edits: readonly JsonEdit[]): string | null {
  const expected = dataOf(text, 'json')
  const edited = editParts(text, edits, (part, own) => editJson(part, 'json', own))
  if (edited === null) return null
  for (const edit of edits) applyToData(expected, edit)
  if (!readsAs(edited, 'json', expected)) throw new EditError([], 'would not read back as intended')
  return edited
}
