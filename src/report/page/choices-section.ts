import { h, s } from 'hastscript'
import { BASE_WORDS } from '../base-words.js'
import { apart, badge, type HtmlElement, proseNodes } from '../formats/html-words.js'
import type { SealedChoice, SealedReport } from '../sealed/schema.js'

type Entry = SealedChoice['trace'][number]

const MOST_CHOICES = 200

/** For each agent and provider: what is tried, in order, what is used, and what stands in its shadow. */
export const choicesSection = ({ choices }: SealedReport): readonly HtmlElement[] => [
  h('div', { class: 'choices' }, ...choices.slice(0, MOST_CHOICES).map(choiceCard)),
  ...(choices.length > MOST_CHOICES
    ? [h('p', { class: 'small' }, `${choices.length - MOST_CHOICES} more are in report.json.`)]
    : []),
]

const choiceCard = (choice: SealedChoice): HtmlElement => {
  const { agent, provider, isDefault, answer, chosen, trace, base } = choice
  const used = chosen === null ? undefined : trace[chosen]
  const isKnown = base !== null || trace.length > 0
  return h(
    'article',
    { class: `card choice ${used !== undefined ? 'good' : isKnown ? 'error' : 'warning'}` },
    h(
      'h3',
      'Agent ',
      apart(agent),
      ' → ',
      apart(provider),
      ' ',
      ...(isDefault ? [badge('info', 'default agent')] : []),
    ),
    h('p', proseNodes(answer)),
    h('p', { class: 'small' }, baseWords(choice)),
    ...(isKnown ? [ladder(choice)] : []),
    ...notSet(choice),
    ...shadowedOrder(choice),
  )
}

const baseWords = ({ base }: SealedChoice): string =>
  base === null ? 'Where the list of profiles comes from could not be read.' : BASE_WORDS[base]

const ladder = ({ trace, chosen, agent }: SealedChoice): HtmlElement => {
  const steps = trace.flatMap((entry, index) =>
    entry.code === 'not-set' ? [] : [step(entry, agent, chosen !== null && index > chosen)],
  )
  const nothing = h('li', { class: 'skipped' }, glyph('skipped'), h('div', 'There is nothing to try.'))
  return h('ol', { class: 'ladder' }, ...(steps.length === 0 ? [nothing] : steps))
}

/** What is not set at all is told in one line: it is the most, and the least worth looking at. */
const notSet = ({ trace }: SealedChoice): readonly HtmlElement[] => {
  const names = trace.filter(({ code }) => code === 'not-set').map(({ name }) => name)
  return names.length === 0 ? [] : [h('p', { class: 'small' }, 'Not set: ', ...joined(names))]
}

const TAGS = { chosen: 'used', next: 'in its shadow', skipped: 'passed over' } as const
const TONES = { chosen: 'good', next: 'info', skipped: 'mute' } as const

const step = (entry: Entry, agent: string, isAfter: boolean): HtmlElement =>
  h(
    'li',
    { class: isAfter ? `${entry.verdict} after` : entry.verdict },
    glyph(entry.verdict),
    h(
      'div',
      h('code', entry.name),
      ' ',
      badge(TONES[entry.verdict], entry.verdict === 'next' && !isAfter ? 'next' : TAGS[entry.verdict]),
      h(
        'span',
        { class: 'small' },
        apart(entry.why),
        ...(entry.owner === null || entry.owner === agent ? [] : [', from agent ', apart(entry.owner)]),
      ),
    ),
  )

const PATHS = {
  chosen: 'M-4.5 0.5L-1.5 3.5L4.5 -3.5',
  next: 'M-3 -4L1.5 0L-3 4M1.5 -4L6 0L1.5 4',
  skipped: 'M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5',
} as const

const glyph = (verdict: Entry['verdict']): HtmlElement =>
  s(
    'svg',
    {
      class: 'glyph',
      width: 22,
      height: 22,
      viewBox: '-11 -11 22 22',
      ariaHidden: 'true',
      focusable: 'false',
    },
    s('circle', { r: 9.5 }),
    s('path', { d: PATHS[verdict] }),
  )

const joined = (names: readonly string[]): readonly (HtmlElement | string)[] =>
  names.flatMap((name, index) => (index === 0 ? [h('code', name)] : [', ', h('code', name)]))

const shadowedOrder = ({ shadowed }: SealedChoice): readonly HtmlElement[] =>
  shadowed === null
    ? []
    : [
        h(
          'p',
          { class: 'shadowed' },
          h('strong', 'Shadowed: '),
          "the config's own order, which the store's takes the place of: ",
          ...(shadowed.length === 0 ? ['it is empty'] : joined(shadowed)),
          '.',
        ),
      ]
