import { h } from 'hastscript'
import { suppressedCard } from '../formats/html-finding.js'
import { changeList, checkTable, interruptedList } from '../formats/html-tables.js'
import type { HtmlElement } from '../formats/html-words.js'
import { notJudgedList } from '../formats/not-judged.js'
import type { FoundBy } from '../groups.js'
import type { Redactions } from '../sealed/redactions-schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { aboutSection, includedSection, removedSection } from './about-section.js'
import type { Anchors } from './anchors.js'
import { choicesSection } from './choices-section.js'
import { compareSection } from './compare-section.js'
import { factsSection } from './facts-section.js'
import { findingRows } from './finding-rows.js'
import { findingsSection, MOST_CARDS } from './findings-section.js'
import { keyboardSection } from './keyboard-section.js'
import { livesSection } from './lives-section.js'
import type { Verdict } from './verdict.js'

/** A part of the page under a heading of its own. */
export interface Section {
  readonly id: string
  readonly title: string
  /** As the list of sections calls it, where its title is too long for that. */
  readonly label?: string
  /** How many there are of what it shows; left out where that says nothing. */
  readonly count?: number
  readonly content: readonly HtmlElement[]
}

/** What the page is made from. */
export interface PageParts {
  readonly sealed: SealedReport
  readonly redactions: Redactions | null
  readonly verdict: Verdict
  readonly suppressed: readonly FoundBy[]
  readonly anchors: Anchors
  /** Unix milliseconds. */
  readonly now: number
}

/** Every section that has something to show, in the order in which an engineer asks. */
export const sectionsOf = (parts: PageParts): readonly Section[] =>
  [...judged(parts), ...known(parts), ...around(parts)].filter(({ content }) => content.length > 0)

const judged = ({ sealed, verdict, suppressed, anchors, now }: PageParts): readonly Section[] => {
  const { report, credentials, choices } = sealed
  const besides = findingRows(sealed, anchors)
  return [
    { id: 'interrupted', title: 'Cut off', content: interruptedList(report) },
    {
      id: 'credentials',
      title: 'Credentials over time',
      label: 'Credentials',
      count: credentials.length,
      content: livesSection(sealed, now),
    },
    {
      id: 'choices',
      title: 'Which credential is used',
      label: 'In use',
      count: choices.length,
      content: choices.length === 0 ? [] : choicesSection(sealed),
    },
    {
      id: 'findings',
      title: 'Findings',
      count: verdict.groups.reduce((sum, { following }) => sum + 1 + following.length, 0),
      content: findingsSection(verdict.groups, report, besides),
    },
    { id: 'not-judged', title: 'Not judged', content: notJudgedList(report) },
    {
      id: 'suppressed',
      title: 'Suppressed',
      count: suppressed.length,
      content: suppressed.map((found) => suppressedCard(found, report, besides)),
    },
  ]
}

const known = ({ sealed, verdict, anchors }: PageParts): readonly Section[] => {
  const { report, facts } = sealed
  // Each finding tells what became of its own fixes.
  const told = new Set(
    verdict.groups
      .slice(0, MOST_CARDS)
      .flatMap((group) => [group, ...group.following].map(({ finding }) => finding.id)),
  )
  const changes = report.changes.filter(({ finding }) => !told.has(finding))
  return [
    {
      id: 'changes',
      title: 'Changes',
      count: changes.length,
      content: changes.length === 0 ? [] : [changeList({ ...report, changes })],
    },
    { id: 'compare', title: 'Compare with another report', label: 'Compare', content: compareSection() },
    {
      id: 'facts',
      title: 'Facts',
      count: facts.length,
      content: facts.length === 0 ? [] : factsSection(sealed, anchors),
    },
    {
      id: 'checks',
      title: 'All checks',
      count: report.checks.length,
      content: [h('details', { class: 'fold' }, h('summary', 'How each check ended'), checkTable(report))],
    },
  ]
}

const around = ({ sealed, redactions }: PageParts): readonly Section[] => [
  {
    id: 'included',
    title: 'Files with this report',
    label: 'Files',
    count: sealed.included.length,
    content: sealed.included.length === 0 ? [] : [includedSection(sealed)],
  },
  {
    id: 'removed',
    title: 'What was removed',
    label: 'Removed',
    content: redactions === null ? [] : removedSection(redactions),
  },
  {
    id: 'about',
    title: 'About this report',
    label: 'About',
    content: [...aboutSection(sealed), keyboardSection()],
  },
]
