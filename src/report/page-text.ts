import type { Style } from './style.js'
import { wrap } from './wrap.js'

/** A Markdown page as a terminal shows it: its paragraphs are broken anew for the width; tables and code are kept. */
export const pageText = (page: string, style: Style): string => {
  if (!Number.isFinite(style.width)) return page
  let isCode = false
  return page
    .split(/\n{2,}/)
    .map((block) => {
      const isKept = isCode || /^(?:#|\||```| {4})/.test(block)
      if ((block.match(/^```/gm) ?? []).length % 2 === 1) isCode = !isCode
      return isKept ? block : paragraph(block, style.width)
    })
    .join('\n\n')
}

/** One text, or a list whose items each begin a line. */
const paragraph = (block: string, width: number): string =>
  block
    .split(/\n(?=[-*] |\d+\. )/)
    .map((item) => {
      const indent = ' '.repeat(/^(?:[-*]|\d+\.) /.exec(item)?.[0].length ?? 0)
      return wrap(item.replaceAll(/\s*\n\s*/g, ' '), width, indent, 0)
    })
    .join('\n')
