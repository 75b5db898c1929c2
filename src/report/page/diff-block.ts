import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'

/** A unified diff; its signs say what its colours do. */
export const diffBlock = (diff: string): HtmlElement =>
  h(
    'pre',
    { class: 'diff' },
    ...diff.split('\n').map((line) => {
      const name = line.startsWith('+')
        ? 'added'
        : line.startsWith('-')
          ? 'removed'
          : line.startsWith('@@')
            ? 'at'
            : null
      return name === null ? `${line}\n` : h('span', { class: name }, `${line}\n`)
    }),
  )
