import { type Container, EditError, type Item, isContainer, nameOf, startsLine, type Tree } from './tree.js'

/** How far a path leads into a document. */
export interface Place {
  /** The deepest container on the path that exists. */
  readonly container: Container
  /** Whether what holds the container stands on a line of its own; an empty one is then opened up. */
  readonly spread: boolean
  /** The items the first of `rest` names, in the order of the text; more than one where a key is repeated. */
  readonly found: readonly Item[]
  /** The keys from `container` on, at least one; exactly one where `found` has any. */
  readonly rest: readonly [string, ...string[]]
}

function itemsNamed(container: Container, key: string): readonly Item[] | null {
  if (container.type === 'Object') return container.members.filter((member) => nameOf(member) === key)
  const element = /^(?:0|[1-9]\d*)$/.test(key) ? container.elements[Number(key)] : undefined
  return element ? [element] : null
}

/** Follows a path; of a repeated key the last one counts, as it does for a parser. Throws {@link EditError}. */
export function findPlace(tree: Tree, at: readonly string[]): Place {
  let container: Container = tree.root
  let spread = true
  for (const [index, key] of at.entries()) {
    const found = itemsNamed(container, key)
    if (!found) throw new EditError(at.slice(0, index + 1), 'is not an element of its list')
    const last = found.at(-1)
    if (!last || index === at.length - 1) {
      return { container, spread, found, rest: [key, ...at.slice(index + 1)] }
    }
    spread = startsLine(tree, container, last)
    if (!isContainer(last.value)) {
      throw new EditError(at.slice(0, index + 1), 'is not an object')
    }
    container = last.value
  }
  throw new EditError([], 'cannot be edited as a whole')
}
