import { toMarkdown } from 'mdast-util-to-markdown'
import { type Block, heading, list, paragraph, prose, text } from '../formats/markdown-nodes.js'
import { printableLine } from '../formats/printable.js'
import { paint, type SignName, type Style, sign } from '../style.js'
import { wrap } from '../wrap.js'

/** One thing that is told, in a line or so, and what there is to say of it. */
export interface Item {
  readonly text: string
  readonly look?: SignName
  readonly details?: readonly string[]
}

/** A part of what is told of reports: the same in a terminal and in Markdown. */
export interface Section {
  readonly title: string
  readonly items: readonly Item[]
}

const COLOURS = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
  pass: 'green',
  skip: 'dim',
  separator: 'dim',
} as const

/** For a terminal. Its items may hold what a stranger wrote: what a terminal would take for commands is left out. */
export const sectionText = ({ title, items }: Section, style: Style): string =>
  [paint(style, 'bold', title), ...items.flatMap((item) => itemLines(item, style))].join('\n')

const itemLines = ({ text, look, details = [] }: Item, style: Style): readonly string[] => {
  const head = look === undefined ? '' : `${sign(style, look)} `
  const painted = look === undefined ? '' : paint(style, COLOURS[look], head)
  return [
    `  ${painted}${wrap(printableLine(text), style.width, '    ', 2 + head.length)}`,
    ...details.map((line) => `      ${wrap(printableLine(line), style.width, '        ', 6)}`),
  ]
}

/** For an issue: nothing of what the items hold is markup. */
export const sectionsMarkdown = (
  title: string,
  intro: readonly string[],
  sections: readonly Section[],
): string =>
  toMarkdown(
    {
      type: 'root',
      children: [
        heading(1, [text(title)]),
        ...intro.map((line) => paragraph(prose(printableLine(line)))),
        ...sections.flatMap(sectionBlocks),
      ],
    },
    { bullet: '-', rule: '-' },
  )

const sectionBlocks = ({ title, items }: Section): readonly Block[] => [
  heading(2, [text(title)]),
  {
    type: 'list',
    spread: false,
    children: items.map(({ text: line, details = [] }) => ({
      type: 'listItem',
      spread: false,
      children: [
        { type: 'paragraph', children: [...prose(printableLine(line))] },
        ...(details.length === 0 ? [] : [list(details.map((detail) => prose(printableLine(detail))))]),
      ],
    })),
  },
]
