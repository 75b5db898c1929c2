import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'

const KEYS = [
  ['/', 'search the facts'],
  ['j', 'next finding'],
  ['k', 'previous finding'],
  ['c', 'compare with another report'],
  ['e', 'open or close all that is folded'],
  ['?', 'show these keys'],
] as const

/** The keys that the page's script listens to. Whoever speaks to their computer, or slips, can turn them off. */
export const keyboardSection = (): HtmlElement =>
  h(
    'details',
    { class: 'fold', id: 'keyboard', hidden: true },
    h('summary', 'Keys'),
    h(
      'dl',
      { class: 'about keys' },
      ...KEYS.flatMap(([key, what]) => [h('dt', h('kbd', key)), h('dd', what)]),
    ),
    h(
      'p',
      h('label', h('input', { type: 'checkbox', id: 'keys-on', checked: true }), ' Listen to these keys'),
    ),
  )
