import {
  type ArrayNode,
  type ElementNode,
  evaluate,
  type MemberNode,
  type Node,
  type ObjectNode,
  parse as parseTree,
  type Token,
} from '@humanwhocodes/momoa'
import { sameData } from './data.js'
import { type Dialect, parse } from './parse.js'
import { ParseError } from './parse-error.js'

/** An edit that cannot be made. Names keys, never values. */
export class EditError extends Error {
  override readonly name = 'EditError'
  readonly at: readonly string[]

  constructor(at: readonly string[], problem: string) {
    const keys = at.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key)))
    super(`${at.length === 0 ? 'the document' : keys.join('.')} ${problem}`)
    this.at = at
  }
}

/** A text and its syntax tree. Offsets come from `loc`: `range` is wrong after an escaped CRLF. */
export interface Tree {
  readonly text: string
  readonly dialect: Dialect
  readonly root: ObjectNode
  /** Comments included. */
  readonly tokens: readonly Token[]
}

export type Container = ObjectNode | ArrayNode
export type Item = MemberNode | ElementNode

export const itemsOf = (container: Container): readonly Item[] =>
  container.type === 'Object' ? container.members : container.elements

export const isContainer = (node: Node): node is Container => node.type === 'Object' || node.type === 'Array'

/** A member's key; null for an element of a list. */
export const nameOf = (item: Item): string | null => {
  if (item.type === 'Element') return null
  return item.name.type === 'Identifier' ? item.name.name : item.name.value
}

export const startOf = (node: { loc: Token['loc'] }): number => node.loc.start.offset
export const endOf = (node: { loc: Token['loc'] }): number => node.loc.end.offset

export const hasNewline = (text: string): boolean => /[\r\n]/.test(text)

/** The white space at the start of the line that holds this offset. */
export const indentAt = (text: string, offset: number): string =>
  /(?:^|[\r\n])([ \t]*)[^\r\n]*$/.exec(text.slice(0, offset))?.[1] ?? ''

/** Comments and commas between two offsets. */
export const tokensBetween = (tree: Tree, from: number, to: number): readonly Token[] =>
  tree.tokens.filter((token) => startOf(token) >= from && endOf(token) <= to)

/** Whether a line break parts this item from what precedes it in its container. */
export function startsLine(tree: Tree, container: Container, item: Item): boolean {
  const items = itemsOf(container)
  const before = items[items.indexOf(item) - 1]
  return hasNewline(tree.text.slice(before ? endOf(before) : startOf(container) + 1, startOf(item)))
}

/** Throws {@link ParseError}, and {@link EditError} where the root is no object or the tree cannot be trusted. */
export function readTree(text: string, dialect: Dialect): Tree {
  const data = parse(text, dialect)
  if (data.state !== 'ok') throw new ParseError(data)
  const document = readSyntax(text, dialect, data.value)
  if (!document) throw new EditError([], 'is spelled in a way that cannot be edited safely')
  if (document.body.type !== 'Object') throw new EditError([], 'is not an object')
  return { text, dialect, root: document.body, tokens: document.tokens ?? [] }
}

/** Null where Momoa does not read the text as its own program would: it knows no `-.5`, for one. */
function readSyntax(text: string, dialect: Dialect, data: unknown) {
  try {
    const document = parseTree(text, { mode: dialect, tokens: true })
    return sameData(evaluate(document), data) ? document : null
  } catch {
    return null
  }
}
