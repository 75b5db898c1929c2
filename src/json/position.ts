import { type DocumentNode, parse } from '@humanwhocodes/momoa'
import { type Container, type Item, isContainer, itemsOf, nameOf } from './tree.js'

/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

type Loc = { readonly start: { readonly line: number; readonly column: number } }

const positionOf = ({ start }: Loc): Position => ({ line: start.line, column: start.column })

/** Null for a text that is spelled, or nested, as Momoa cannot read it. */
const documentOf = (text: string): DocumentNode | null => {
  try {
    return parse(text, { mode: 'json5' })
  } catch {
    return null
  }
}

/** The last of that name: of a repeated key, the one that counts. */
const itemNamed = (container: Container, name: string): Item | undefined =>
  itemsOf(container).findLast((item, index) => (nameOf(item) ?? String(index)) === name)

/**
 * Where a value stands in JSON or JSON5 that parses, or the deepest thing around it; with `name`, where its key stands.
 * Null where that cannot be told.
 */
export const positionAt = (
  text: string,
  path: readonly string[],
  of: 'value' | 'name' = 'value',
): Position | null => {
  const document = documentOf(text)
  if (document === null) return null
  let value = document.body
  let found: Loc = value.loc
  for (const [depth, name] of path.entries()) {
    const item = isContainer(value) ? itemNamed(value, name) : undefined
    if (item === undefined) break
    const isLast = depth === path.length - 1
    found = of === 'name' && isLast && item.type === 'Member' ? item.name.loc : item.value.loc
    value = item.value
  }
  return positionOf(found)
}

export interface RepeatedKey {
  readonly path: readonly string[]
  readonly position: Position
}

/** A key that stands twice in its object: of the two a parser takes the last, and says nothing. Null where none does. */
export const repeatedKey = (text: string): RepeatedKey | null => {
  const body = documentOf(text)?.body
  return body !== undefined && isContainer(body) ? repeatedIn(body, []) : null
}

const repeatedIn = (container: Container, path: readonly string[]): RepeatedKey | null => {
  const seen = new Set<string>()
  for (const [index, item] of itemsOf(container).entries()) {
    const name = nameOf(item) ?? String(index)
    const here = [...path, name]
    if (item.type === 'Member' && seen.has(name)) return { path: here, position: positionOf(item.name.loc) }
    seen.add(name)
    const inside = isContainer(item.value) ? repeatedIn(item.value, here) : null
    if (inside !== null) return inside
  }
  return null
}
