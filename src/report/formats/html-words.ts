import { h } from 'hastscript'
import { proseParts } from './prose.js'

export type HtmlElement = ReturnType<typeof h>

/** A message, with its commands as code. */
export const proseNodes = (text: string): (HtmlElement | string)[] =>
  proseParts(text).map((part) => (part.code ? h('code', part.text) : part.text))

/** A word of the program's own, or text of the report that may run from right to left among others. */
export const apart = (text: string): HtmlElement => h('bdi', text)

export const badge = (tone: string, text: string): HtmlElement => h('span', { class: `badge ${tone}` }, text)
