import { type ArrayNode, type ElementNode, evaluate, type Token } from '@humanwhocodes/momoa'
import { type JsonValue, sameData } from './data.js'
import type { Style } from './style.js'
import { endOf, hasNewline, indentAt, startOf, startsLine, type Tree, tokensBetween } from './tree.js'

/**
 * The indices of a list's elements in the order in which a new value has them; null where it holds others. Of equal
 * elements the first comes first.
 */
export function permutationOf(list: ArrayNode, value: readonly JsonValue[]): readonly number[] | null {
  const { elements } = list
  if (elements.length !== value.length) return null
  const left = new Set(elements.keys())
  const order: number[] = []
  for (const wanted of value) {
    const index = [...left].find((at) => sameData(valueAt(list, at), wanted))
    if (index === undefined) return null
    left.delete(index)
    order.push(index)
  }
  return order
}

const valueAt = (list: ArrayNode, index: number): unknown =>
  evaluate((list.elements[index] as ElementNode).value)

/** The index at which a new value has one element more than a list, and is otherwise the same; null where it has not. */
export function insertionIn(list: ArrayNode, value: readonly JsonValue[]): number | null {
  const old = list.elements.map((_, at) => valueAt(list, at))
  if (value.length !== old.length + 1) return null
  const differs = old.findIndex((item, index) => !sameData(item, value[index]))
  const at = differs < 0 ? old.length : differs
  return sameData(old.slice(at), value.slice(at + 1)) ? at : null
}

/** The text with an element put before another one of a list, on a line of its own where that one has one. */
export function insertBefore(
  tree: Tree,
  list: ArrayNode,
  next: ElementNode,
  style: Style,
  print: (indent: string | null) => string,
): string {
  const { text } = tree
  const at = startOf(next)
  const indent = indentAt(text, at)
  const inserted = startsLine(tree, list, next)
    ? `${print(indent)},${style.eol}${indent}`
    : print(null) + style.comma
  return text.slice(0, at) + inserted + text.slice(at)
}

/** An element with the comments that belong to it, apart from the comma that follows it. */
interface Piece {
  /** The white space before it, which stays where it is when elements change places. */
  readonly lead: string
  readonly before: string
  readonly after: string
  readonly comma: boolean
  readonly endsInLineComment: boolean
}

/** The text with a list's elements in another order, each with its comments. */
export function rearrange(tree: Tree, list: ArrayNode, order: readonly number[], style: Style): string {
  const { text } = tree
  const pieces = piecesOf(tree, list)
  const [first] = list.elements
  const last = pieces.at(-1)
  if (first === undefined || last === undefined) return text
  let arranged = ''
  let isOpenComment = false
  const fresh = style.eol + indentAt(text, startOf(first))
  for (const [index, from] of order.entries()) {
    const piece = pieces[from] as Piece
    const lead = pieces[index]?.lead ?? ''
    const hasComma = index < order.length - 1 || last.comma
    arranged += isOpenComment && !hasNewline(lead) ? fresh : lead
    // On one line, a comment behind the comma would pass for the next element's.
    const isBeside = !piece.comma && !piece.endsInLineComment && !hasNewline(pieces[index + 1]?.lead ?? '')
    const comma = hasComma ? ',' : ''
    arranged += isBeside ? piece.before + piece.after + comma : piece.before + comma + piece.after
    isOpenComment = piece.endsInLineComment
  }
  const tail = text.slice(endOfPiece(tree, list, list.elements.length - 1))
  const close = tail.slice(0, tail.search(/[^\s]/))
  if (isOpenComment && !hasNewline(close)) arranged += style.eol + indentAt(text, startOf(list))
  return text.slice(0, startOfPieces(tree, list)) + arranged + tail
}

function piecesOf(tree: Tree, list: ArrayNode): readonly Piece[] {
  const { text } = tree
  let from = startOfPieces(tree, list)
  return list.elements.map((element, index): Piece => {
    const to = endOfPiece(tree, list, index)
    const lead = /^\s*/.exec(text.slice(from, to))?.[0] ?? ''
    const following = tokensBetween(tree, endOf(element), to)
    const comma = following.find(isComma)
    const piece: Piece = {
      lead,
      before: text.slice(from + lead.length, comma ? startOf(comma) : endOf(element)),
      after: text.slice(comma ? endOf(comma) : endOf(element), to),
      comma: comma !== undefined,
      endsInLineComment: following.at(-1)?.type === 'LineComment',
    }
    from = to
    return piece
  })
}

const isComma = ({ type }: Token): boolean => type === 'Comma'

/** What stands above the first element, or before it on its line, is the list's own: a heading, it may be. */
function startOfPieces(tree: Tree, list: ArrayNode): number {
  const [first] = list.elements
  const from = startOf(list) + 1
  const comment = first && tokensBetween(tree, from, startOf(first)).at(-1)
  return comment ? endOf(comment) : from
}

/** Past the element's comma, and past the comments on its line where nothing else follows on that line. */
function endOfPiece(tree: Tree, list: ArrayNode, index: number): number {
  const { text } = tree
  const element = list.elements[index] as ElementNode
  const next = list.elements[index + 1]
  const to = next ? startOf(next) : endOf(list) - 1
  const following = tokensBetween(tree, endOf(element), to)
  const comma = following.find(isComma)
  const isAlone = next === undefined || hasNewline(text.slice(endOf(element), to))
  let end = comma ? endOf(comma) : endOf(element)
  if (!isAlone) return end
  for (const token of following) {
    if (startOf(token) < end) continue
    if (hasNewline(text.slice(end, startOf(token)))) break
    end = endOf(token)
  }
  return end
}
