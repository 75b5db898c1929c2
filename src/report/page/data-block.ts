import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'

/**
 * A document as data inside the page. It is no script: nothing runs it. No `<` is left in it, so that nothing in it can
 * end it, and whoever looks for its end finds the right one.
 */
export const dataBlock = (id: string, document: unknown): HtmlElement =>
  h('script', { type: 'application/json', id }, inert(JSON.stringify(document)))

const inert = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
