import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
export type PageElement = DefaultTreeAdapterTypes.Element

const isElement = (node: Node): node is PageElement => 'tagName' in node

const walk = (node: Node): readonly Node[] => [
  node,
  ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
]

/** Every element of this name, as a browser's own parser reads the page. */
export const elementsIn = (html: string, name: string): readonly PageElement[] =>
  walk(parse(html))
    .filter(isElement)
    .filter(({ tagName }) => tagName === name)

export const textOf = (node: Node): string =>
  walk(node)
    .map((inner) => ('value' in inner && inner.nodeName === '#text' ? inner.value : ''))
    .join('')

export const attributeOf = ({ attrs }: PageElement, name: string): string | undefined =>
  attrs.find((attribute) => attribute.name === name)?.value
