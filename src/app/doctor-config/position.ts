import { type Container, type Item, itemsOf, readTree, type Tree } from '../../fix/edit-json-tree.js'

/** Counting from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

type Loc = { readonly start: { readonly line: number; readonly column: number } }

const positionOf = ({ start }: Loc): Position => ({ line: start.line, column: start.column })

const nameOf = (item: Item, index: number): string => {
  if (item.type === 'Element') return String(index)
  return item.name.type === 'Identifier' ? item.name.name : item.name.value
}

const treeOf = (text: string): Tree | null => {
  try {
    return readTree(text, 'json5')
  } catch {
    return null
  }
}

/** Where a value stands in a text that parses, or the deepest thing around it; with `key`, where its name stands. */
export const positionAt = (text: string, path: readonly string[], key = false): Position => {
  const tree = treeOf(text)
  if (tree === null) return { line: 1, column: 1 }
  let container: Container = tree.root
  let found: Loc = tree.root.loc
  for (const [depth, name] of path.entries()) {
    const item: Item | undefined = itemNamed(container, name)
    if (item === undefined) break
    const isLast = depth === path.length - 1
    found = key && isLast && item.type === 'Member' ? item.name.loc : item.value.loc
    if (item.value.type !== 'Object' && item.value.type !== 'Array') break
    container = item.value
  }
  return positionOf(found)
}

const itemNamed = (container: Container, name: string): Item | undefined =>
  itemsOf(container)
    .filter((item, index) => nameOf(item, index) === name)
    .at(-1)

/** A key that stands twice in its object: of the two a parser takes the last, and says nothing. Null where none does. */
export const repeatedKey = (
  text: string,
): { readonly path: readonly string[]; readonly position: Position } | null => {
  const tree = treeOf(text)
  return tree === null ? null : repeatedIn(tree.root, [])
}

const repeatedIn = (container: Container, path: readonly string[]): ReturnType<typeof repeatedKey> => {
  const seen = new Set<string>()
  for (const [index, item] of itemsOf(container).entries()) {
    const name = nameOf(item, index)
    const here = [...path, name]
    if (item.type === 'Member' && seen.has(name)) return { path: here, position: positionOf(item.name.loc) }
    seen.add(name)
    const { value } = item
    const inside = value.type === 'Object' || value.type === 'Array' ? repeatedIn(value, here) : null
    if (inside !== null) return inside
  }
  return null
}
