import type { Token } from '@humanwhocodes/momoa'
import {
  type Container,
  endOf,
  hasNewline,
  type Item,
  itemsOf,
  startOf,
  type Tree,
  tokensBetween,
} from './tree.js'

/** What stands between an item's neighbours: the item itself, commas and comments, in the order of the text. */
interface Piece {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly doomed: boolean
}

interface Neighbours {
  readonly previous: Item | undefined
  readonly next: Item | undefined
  /** The end of the item or brace before. */
  readonly from: number
  /** The start of the item or brace after. */
  readonly to: number
}

/** The text without this item and its comma. Comments stay, also one behind it: it may be about more than the item. */
export function removeItem(tree: Tree, container: Container, item: Item): string {
  const items = itemsOf(container)
  const index = items.indexOf(item)
  const [previous, next] = [items[index - 1], items[index + 1]]
  const from = previous ? endOf(previous) : startOf(container) + 1
  const to = next ? startOf(next) : endOf(container) - 1
  const around = { previous, next, from, to }
  const pieces = piecesAround(tree, item, around)
  let text = tree.text
  for (const [first, last] of runsOf(pieces).reverse()) {
    const [cutFrom, cutTo] = cutOf(tree.text, pieces, first, last, around)
    text = text.slice(0, cutFrom) + text.slice(cutTo)
  }
  return text
}

function piecesAround(tree: Tree, item: Item, around: Neighbours): readonly Piece[] {
  const before = tokensBetween(tree, around.from, startOf(item))
  const after = tokensBetween(tree, endOf(item), around.to)
  const isComma = (token: Token): boolean => token.type === 'Comma'
  // Without a comma of its own, a last item leaves the one before it dangling.
  const comma = after.find(isComma) ?? before.find(isComma)
  const doomed = new Set<object | undefined>([item, comma])
  return [...before, item, ...after].map((node) => ({
    type: node.type,
    start: startOf(node),
    end: endOf(node),
    doomed: doomed.has(node),
  }))
}

/** First and last index of each stretch of doomed pieces. */
function runsOf(pieces: readonly Piece[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [index, { doomed }] of pieces.entries()) {
    const run = runs.at(-1)
    if (!doomed) continue
    if (run && run[1] === index - 1) run[1] = index
    else runs.push([index, index])
  }
  return runs
}

/** A run with as much of the white space around it as leaves the rest looking untouched. */
function cutOf(
  text: string,
  pieces: readonly Piece[],
  first: number,
  last: number,
  around: Neighbours,
): readonly [number, number] {
  const [before, after] = [pieces[first - 1], pieces[last + 1]]
  const start = pieces[first]?.start ?? around.from
  const end = pieces[last]?.end ?? around.to
  const left = before?.end ?? around.from
  const right = after?.start ?? around.to
  const isFirst = !before && !around.previous
  const isLast = !after && !around.next
  const space = text.slice(left, start)
  if (isFirst && isLast) return [left, right]
  if (hasNewline(text.slice(end, right))) {
    return hasNewline(space) ? [left + space.search(/(?:\r\n|\n|\r)[^\r\n]*$/), end] : [left, end]
  }
  // The line break that ends a comment must stay.
  if (isLast && before?.type === 'LineComment') return [start, right]
  if (isLast) return [left, end]
  // The comma of the item before, which has no white space of its own to give up.
  return pieces[first]?.type === 'Comma' ? [start, end] : [start, right]
}
