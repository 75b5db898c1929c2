import { h } from 'hastscript'
import { SEVERITIES } from '../../contract/index.js'
import { counted } from '../counts.js'
import { type Besides, groupCard } from '../formats/html-finding.js'
import { badge, type HtmlElement, proseNodes } from '../formats/html-words.js'
import type { Group } from '../groups.js'
import type { Report } from '../schema.js'
import { SEVERITY_HEADINGS, SEVERITY_WORDS } from '../severity-words.js'

/** More cards than these no browser shows at once in good time; of the rest the page has one line each. */
export const MOST_CARDS = 150

/** Every cause with all that is known of it, worst first. */
export const findingsSection = (
  groups: readonly Group[],
  report: Report,
  besides: Besides,
): readonly HtmlElement[] => {
  const cards = groups.slice(0, MOST_CARDS)
  return [
    ...SEVERITIES.flatMap((severity) => {
      const same = cards.filter((group) => group.severity === severity)
      return same.length === 0
        ? []
        : [
            h('h3', { class: 'rank' }, SEVERITY_HEADINGS[severity]),
            ...same.map((group) => groupCard(group, report, besides)),
          ]
    }),
    ...rest(groups.slice(MOST_CARDS)),
  ]
}

const rest = (groups: readonly Group[]): readonly HtmlElement[] =>
  groups.length === 0
    ? []
    : [
        h(
          'details',
          { class: 'fold' },
          h('summary', `${counted(groups.length, 'more finding')}, one line each`),
          h(
            'ul',
            { class: 'plain sheet' },
            ...groups.map(({ check, finding, severity }) =>
              h(
                'li',
                badge(severity, SEVERITY_WORDS[severity]),
                ' ',
                ...proseNodes(finding.what),
                ' ',
                h('code', `${check.id}!${finding.messageId}`),
              ),
            ),
          ),
        ),
      ]
