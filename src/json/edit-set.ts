import { type ArrayNode, evaluate } from '@humanwhocodes/momoa'
import { type JsonValue, nest, sameData } from './data.js'
import { insertBefore, insertionIn, permutationOf, rearrange } from './edit-list.js'
import type { Place } from './place.js'
import { printMember, printValue } from './print.js'
import { type Style, styleNear } from './style.js'
import {
  type Container,
  endOf,
  hasNewline,
  type Item,
  indentAt,
  isContainer,
  itemsOf,
  startOf,
  startsLine,
  type Tree,
  tokensBetween,
} from './tree.js'

type Print = (indent: string | null) => string

/** The text with a value put at a place; the same text where it holds an equal value already. */
export function setAt(tree: Tree, place: Place, value: JsonValue): string {
  const { container, found, rest } = place
  const style = styleNear(tree, container)
  const item = found.at(-1)
  if (item) return replaceValue(tree, container, item, value, style)
  // A list has no missing items: its path would not have been found.
  if (container.type !== 'Object') return tree.text
  const [key, ...inner] = rest
  const print: Print = (indent) => printMember(key, nest(inner, value), style, indent)
  const last = container.members.at(-1)
  return last
    ? insertAfter(tree, container, last, style, print)
    : insertInto(tree, container, place.spread, style, print)
}

function replaceValue(tree: Tree, container: Container, item: Item, value: JsonValue, style: Style): string {
  const { text } = tree
  const { value: node } = item
  if (sameData(evaluate(node), value)) return text
  const spread = startsLine(tree, container, item)
  const edited = node.type === 'Array' && Array.isArray(value) ? editList(tree, node, value, spread) : null
  if (edited !== null) return edited
  const old = text.slice(startOf(node), endOf(node))
  const isFilled = isContainer(node) && itemsOf(node).length > 0
  // What was on one line by choice stays on one line.
  const onLines = hasNewline(old) || (!isFilled && spread)
  const printed = printValue(value, style, onLines ? indentAt(text, startOf(item)) : null)
  return text.slice(0, startOf(node)) + printed + text.slice(endOf(node))
}

/** A list that holds the same, in another order or with one element more, keeps the comments and spelling of the rest. */
function editList(tree: Tree, list: ArrayNode, value: readonly JsonValue[], spread: boolean): string | null {
  const style = styleNear(tree, list)
  const order = permutationOf(list, value)
  if (order !== null) return rearrange(tree, list, order, style)
  const at = insertionIn(list, value)
  if (at === null) return null
  const print: Print = (indent) => printValue(value[at] ?? null, style, indent)
  const [next, last] = [list.elements[at], list.elements.at(-1)]
  if (next !== undefined) return insertBefore(tree, list, next, style, print)
  return last === undefined
    ? insertInto(tree, list, spread, style, print)
    : insertAfter(tree, list, last, style, print)
}

function insertAfter(tree: Tree, container: Container, last: Item, style: Style, print: Print): string {
  const { text } = tree
  const following = tokensBetween(tree, endOf(last), endOf(container) - 1)
  const comma = following.find((token) => token.type === 'Comma')
  let at = endOf(comma ?? last)
  let afterLineComment = false
  for (const token of following) {
    if (startOf(token) < at) continue
    if (hasNewline(text.slice(at, startOf(token)))) break
    at = endOf(token)
    afterLineComment = token.type === 'LineComment'
  }
  const ownLine = startsLine(tree, container, last)
  if (!ownLine && !afterLineComment) {
    const inserted = comma ? `${style.comma.slice(1)}${print(null)},` : style.comma + print(null)
    return text.slice(0, at) + inserted + text.slice(at)
  }
  const indent = ownLine ? indentAt(text, startOf(last)) : indentAt(text, startOf(container)) + style.unit
  const line = style.eol + indent + print(indent)
  if (comma) return `${text.slice(0, at)}${line},${text.slice(at)}`
  return `${text.slice(0, endOf(last))},${text.slice(endOf(last), at)}${line}${text.slice(at)}`
}

function insertInto(tree: Tree, container: Container, spread: boolean, style: Style, print: Print): string {
  const { text } = tree
  const open = startOf(container) + 1
  const close = endOf(container) - 1
  const comment = tokensBetween(tree, open, close).at(-1)
  const outer = indentAt(text, startOf(container))
  const at = comment ? endOf(comment) : open
  const rest = comment ? text.slice(at, close) : ''
  if (!spread && !hasNewline(text.slice(open, close))) {
    const pad = container.type === 'Object' ? style.pad : ''
    const inserted = comment ? ` ${print(null)}${rest}` : pad + print(null) + pad
    return text.slice(0, at) + inserted + text.slice(close)
  }
  const isOwnLine = comment && hasNewline(text.slice(open, startOf(comment)))
  const indent = isOwnLine ? indentAt(text, startOf(comment)) : outer + style.unit
  const end = hasNewline(rest) ? rest : style.eol + outer
  return text.slice(0, at) + style.eol + indent + print(indent) + end + text.slice(close)
}
