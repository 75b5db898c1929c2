import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'

/** A unified diff; its signs say what its colours do. */
export const diffBlock = (diff: string): HtmlElement =>
  h(
    'pre',
    { class: 'diff' },
    ...diff
      .trimEnd()
      .split('\n')
      .map((line) => h('span', { class: kindOf(line) }, `${line}\n`)),
  )

const kindOf = (line: string): string => {
  if (/^(?:---|\+\+\+|@@|===|Index:)/.test(line)) return 'at'
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same'
}
