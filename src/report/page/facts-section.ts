import { h } from 'hastscript'
import { apart, badge, type HtmlElement } from '../formats/html-words.js'
import type { SealedFact, SealedReport } from '../sealed/schema.js'
import type { Anchors } from './anchors.js'
import { denseJson } from './dense-json.js'

/** Of a longer value the page shows the beginning. */
const LONGEST = 60_000

/** Everything that was found out, each fact folded; what searches it is shown where scripts run. */
export const factsSection = ({ facts }: SealedReport, anchors: Anchors): readonly HtmlElement[] => [
  h(
    'search',
    { class: 'finder', id: 'finder', hidden: true },
    h('label', { for: 'find' }, 'Search all facts, by name or value'),
    h('input', { type: 'search', id: 'find', autoComplete: 'off', spellCheck: 'false' }),
    h('p', { class: 'small', id: 'found', role: 'status' }),
    h('ol', { class: 'hits', id: 'hits', hidden: true }),
  ),
  h('div', { class: 'sheet facts', id: 'fact-list' }, ...facts.map((fact) => factFold(fact, anchors))),
]

const TONES = { ok: 'good', absent: 'mute', denied: 'warning', timeout: 'error', failed: 'error' } as const

const factFold = (fact: SealedFact, anchors: Anchors): HtmlElement => {
  const { id, status, reason, durationMs, value } = fact
  const anchor = anchors.fact(id)
  return h(
    'details',
    { class: 'fact', ...(anchor === undefined ? {} : { id: anchor }) },
    h(
      'summary',
      h('code', id),
      ' ',
      ...(status === 'ok' ? [] : [badge(TONES[status], status), ' ']),
      h('span', { class: 'small' }, apart(reason ?? sizeWords(value)), ` · ${Math.round(durationMs)} ms`),
    ),
    ...valueBlock(value),
  )
}

const valueBlock = (value: SealedFact['value']): readonly HtmlElement[] => {
  const text = denseJson(value)
  if (text.length <= LONGEST) return [h('pre', text)]
  return [
    h('pre', `${text.slice(0, LONGEST)}…`),
    h(
      'p',
      { class: 'small' },
      `This is the beginning: ${text.length} characters in all. The whole value is in report.json.`,
    ),
  ]
}

const sizeWords = (value: SealedFact['value']): string => {
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1' : `a list of ${value.length}`
  if (typeof value !== 'object' || value === null) return String(value).slice(0, 80)
  const keys = Object.keys(value)
  return `${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ` and ${keys.length - 5} more` : ''}`
}
