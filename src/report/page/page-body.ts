import { h } from 'hastscript'
import { suppressedCard } from '../formats/html-finding.js'
import { changeList, checkTable, interruptedList } from '../formats/html-tables.js'
import type { HtmlElement } from '../formats/html-words.js'
import { notJudgedList } from '../formats/not-judged.js'
import { foundBy } from '../groups.js'
import type { Redactions } from '../sealed/redactions-schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { isSuppressed } from '../suppression.js'
import { aboutSection, includedSection, removedSection } from './about-section.js'
import { anchorsOf } from './anchors.js'
import { choicesSection } from './choices-section.js'
import { compareSection } from './compare-section.js'
import { factsSection } from './facts-section.js'
import { findingRows } from './finding-rows.js'
import { findingsSection } from './findings-section.js'
import { keyboardSection } from './keyboard-section.js'
import { livesSection } from './lives-section.js'
import { verdictOf } from './verdict.js'
import { verdictSection } from './verdict-section.js'

interface Section {
  readonly id: string
  readonly title: string
  /** How many there are, beside its name in the list of sections; null where that says nothing. */
  readonly count: number | null
  readonly content: readonly HtmlElement[]
}

/** All that is seen: a way past the list of sections, that list, and the report. */
export const bodyOf = (
  sealed: SealedReport,
  redactions: Redactions | null,
  now: number,
): readonly HtmlElement[] => {
  const verdict = verdictOf(sealed.report)
  const suppressed = foundBy(sealed.report).filter(({ finding }) => isSuppressed(finding))
  const told = [...verdict.groups.flatMap((group) => [group, ...group.following]), ...suppressed]
  const anchors = anchorsOf(sealed, told)
  const besides = findingRows(sealed, anchors)
  const { report, credentials, choices, facts, included } = sealed
  const sections = [
    section('interrupted', 'Cut off', null, interruptedList(report)),
    section(
      'findings',
      'Findings',
      told.length - suppressed.length,
      findingsSection(verdict.groups, report, besides),
    ),
    section('not-judged', 'Not judged', null, notJudgedList(report)),
    section('credentials', 'Credentials over time', credentials.length, livesSection(sealed, now)),
    section(
      'choices',
      'Which credential is used',
      choices.length,
      choices.length === 0 ? [] : choicesSection(sealed),
    ),
    section(
      'suppressed',
      'Suppressed',
      suppressed.length,
      suppressed.map((found) => suppressedCard(found, report, besides)),
    ),
    section(
      'changes',
      'Changes',
      report.changes.length,
      report.changes.length === 0 ? [] : [changeList(report)],
    ),
    section('facts', 'Facts', facts.length, facts.length === 0 ? [] : factsSection(sealed, anchors)),
    section('compare', 'Compare', null, compareSection()),
    section('checks', 'All checks', report.checks.length, [
      h('details', { class: 'fold' }, h('summary', 'How each check ended'), checkTable(report)),
    ]),
    section(
      'included',
      'Files with this report',
      included.length,
      included.length === 0 ? [] : [includedSection(sealed)],
    ),
    section('removed', 'What was removed', null, redactions === null ? [] : removedSection(redactions)),
    section('about', 'About this report', null, [...aboutSection(sealed), keyboardSection()]),
  ].filter(({ content }) => content.length > 0)
  return [
    h('a', { class: 'skip', href: '#report' }, 'Skip to the report'),
    h(
      'div',
      { class: 'layout' },
      contents(sections),
      h(
        'main',
        { id: 'report', tabIndex: -1 },
        verdictSection(sealed, verdict, anchors, now),
        ...sections.map(block),
      ),
    ),
  ]
}

const section = (
  id: string,
  title: string,
  count: number | null,
  content: readonly HtmlElement[],
): Section => ({ id, title, count, content })

const block = ({ id, title, content }: Section): HtmlElement =>
  h('section', { id, ariaLabelledBy: `${id}-title` }, h('h2', { id: `${id}-title` }, title), ...content)

const contents = (sections: readonly Section[]): HtmlElement =>
  h(
    'nav',
    { class: 'contents', ariaLabel: 'Sections' },
    h(
      'ul',
      ...sections.map(({ id, title, count }) =>
        h(
          'li',
          h(
            'a',
            { href: `#${id}` },
            title,
            ...(count === null ? [] : [' ', h('span', { class: 'count' }, String(count))]),
          ),
        ),
      ),
    ),
  )
