import { iterator, type MemberNode, type Node, type StringNode } from '@humanwhocodes/momoa'
import {
  type Container,
  endOf,
  indentAt,
  isContainer,
  itemsOf,
  startOf,
  startsLine,
  type Tree,
} from './tree.js'

/** How a document is written near one of its containers. */
export interface Style {
  readonly eol: string
  /** One level of indentation. */
  readonly unit: string
  /** The colon with its white space. */
  readonly colon: string
  /** The comma with its white space, between items on one line. */
  readonly comma: string
  /** White space inside the braces of an object on one line. */
  readonly pad: string
  readonly bareKeys: boolean
  readonly keyQuote: string
  readonly valueQuote: string
}

const NAME = /^[A-Za-z_$][\w$]*$/
// Parsers of JSON5 disagree about these as bare keys.
const LITERALS = new Set(['true', 'false', 'null', 'NaN', 'Infinity'])

export const isBareKey = (key: string): boolean => NAME.test(key) && !LITERALS.has(key)

const isMember = (node: Node): node is MemberNode => node.type === 'Member'
const isString = (node: Node): node is StringNode => node.type === 'String'

const enter = (node: Node): readonly Node[] =>
  [...iterator(node, ({ phase }) => phase === 'enter')].map((step) => step.node)

function first<T, R>(candidates: readonly T[], pick: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const picked = pick(candidate)
    if (picked !== undefined) return picked
  }
  return undefined
}

function unitOf(tree: Tree, container: Container): string | undefined {
  const item = itemsOf(container)[0]
  if (!item || !startsLine(tree, container, item)) return undefined
  const outer = indentAt(tree.text, startOf(container))
  const inner = indentAt(tree.text, startOf(item))
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined
}

function padOf(text: string, container: Container): string | undefined {
  const item = container.type === 'Object' ? container.members[0] : undefined
  const pad = item && text.slice(startOf(container) + 1, startOf(item))
  return pad !== undefined && /^[ \t]*$/.test(pad) ? pad : undefined
}

function commaOf(text: string, container: Container): string | undefined {
  const [one, two] = itemsOf(container)
  const comma = one && two && text.slice(endOf(one), startOf(two))
  return comma !== undefined && /^,[ \t]*$/.test(comma) ? comma : undefined
}

function bareOf({ name }: MemberNode): boolean | undefined {
  if (name.type === 'Identifier') return true
  // A key that needs its quotes says nothing about the others.
  return isBareKey(name.value) ? false : undefined
}

/** The style of the container itself where it shows one, of the whole document where it does not. */
export function styleNear(tree: Tree, near: Container): Style {
  const { text, dialect, root } = tree
  const nodes = [...enter(near), ...enter(root)]
  const members = nodes.filter(isMember)
  const names = new Set<Node>(members.map((member) => member.name))
  const quote = (node: StringNode): string => text.charAt(startOf(node))
  const keyQuote = first(members, ({ name }) => (isString(name) ? quote(name) : undefined))
  const valueQuote = first(nodes, (node) => (isString(node) && !names.has(node) ? quote(node) : undefined))
  const colon = first(
    members,
    ({ name, value }) => /^[ \t]*:[ \t]*$/.exec(text.slice(endOf(name), startOf(value)))?.[0],
  )
  const containers = nodes.filter(isContainer)
  return {
    eol: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    unit: first(enter(root).filter(isContainer), (container) => unitOf(tree, container)) ?? '  ',
    colon: colon ?? ': ',
    comma: first(containers, (container) => commaOf(text, container)) ?? (colon?.endsWith(':') ? ',' : ', '),
    pad: first(containers, (container) => padOf(text, container)) ?? '',
    bareKeys: dialect === 'json5' && (first(members, bareOf) ?? false),
    keyQuote: keyQuote ?? valueQuote ?? '"',
    valueQuote: valueQuote ?? keyQuote ?? '"',
  }
}
