import type { toMarkdown } from 'mdast-util-to-markdown'
import { oneLine } from './printable.js'
import { proseParts } from './prose.js'

type Node = Parameters<typeof toMarkdown>[0]
export type Block = Extract<Node, { type: 'root' }>['children'][number]
export type Phrasing = Extract<Node, { type: 'paragraph' }>['children'][number]

export const text = (value: string): Phrasing => ({
  type: 'text',
  value: value.replaceAll(/\s+/g, ' '),
})

export const code = (value: string): Phrasing => ({ type: 'inlineCode', value: oneLine(value) })

export const strong = (value: string): Phrasing => ({ type: 'strong', children: [text(value)] })

/** A message in one line, with its commands as code. */
export const prose = (value: string): readonly Phrasing[] =>
  proseParts(value).map((part): Phrasing => {
    const line = part.text.replaceAll(/\s+/g, ' ')
    return part.code ? { type: 'inlineCode', value: line } : { type: 'text', value: line }
  })

export const heading = (depth: 1 | 2 | 3, children: readonly Phrasing[]): Block => ({
  type: 'heading',
  depth,
  children: [...children],
})

export const paragraph = (children: readonly Phrasing[]): Block => ({
  type: 'paragraph',
  children: [...children],
})

/** A list of short lines. */
export const list = (items: readonly (readonly Phrasing[])[]): Extract<Block, { type: 'list' }> => ({
  type: 'list',
  spread: false,
  children: items.map((children) => ({
    type: 'listItem',
    spread: false,
    children: [{ type: 'paragraph', children: [...children] }],
  })),
})

export const table = (rows: readonly (readonly (readonly Phrasing[])[])[]): Block => ({
  type: 'table',
  children: rows.map((cells) => ({
    type: 'tableRow',
    children: cells.map((children) => ({ type: 'tableCell', children: [...children] })),
  })),
})
