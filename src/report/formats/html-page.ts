import { createHash } from 'node:crypto'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import type { HtmlElement } from './html-words.js'

/** What a page is made of; nothing of it is fetched. */
export interface HtmlPage {
  readonly title: string
  readonly style: string
  /** The directives of its content security policy beside those that hold for every page. */
  readonly policy?: readonly string[]
  readonly robots?: 'noindex'
  readonly body: readonly HtmlElement[]
}

/** A page of HTML that needs nothing else, and on which only its own style sheet, and what `policy` names, may act. */
export const htmlPage = ({ title, style, policy = [], robots, body }: HtmlPage): string =>
  `${toHtml({
    type: 'root',
    children: [
      { type: 'doctype' },
      h(
        'html',
        { lang: 'en' },
        h(
          'head',
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: policyOf(style, policy) }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('meta', { name: 'referrer', content: 'no-referrer' }),
          ...(robots === undefined ? [] : [h('meta', { name: 'robots', content: robots })]),
          h('title', title),
          h('style', style),
        ),
        h('body', ...body),
      ),
    ],
  })}\n`

const policyOf = (style: string, more: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src '${sourceOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    ...more,
  ].join('; ')

/** How a policy names one very text. */
export const sourceOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`
