import { momentWords } from '../../page/moments.js'
import type { ReportDiff } from '../../sealed/diff-schema.js'
import { element } from '../element.js'
import {
  becameWords,
  FIELDS,
  fieldWords,
  findingWords,
  judgedWords,
  type Sign,
  signOf,
  valueWords,
} from './diff-words.js'

/** Of each kind of change, more than these are only counted. */
const MOST_LINES = 200

/** What differs, as elements; all that came from a report is text in them. */
export const shownDiff = (diff: ReportDiff, isThisAfter: boolean): readonly HTMLElement[] => {
  const { before, after, findings } = diff
  return [
    element(
      'dl',
      'about sides',
      ...side('Before', before, isThisAfter ? 'the other report' : 'this report'),
      ...side('After', after, isThisAfter ? 'this report' : 'the other report'),
    ),
    element('p', 'small', relation(diff)),
    ...(diff.differs ? [] : [element('p', '', 'Nothing differs between the two.')]),
    ...block(
      'New findings',
      findings.new.map((each) => line('new', findingWords(each), each.severity)),
    ),
    ...block(
      'Gone findings',
      findings.gone.map((each) => line('gone', findingWords(each), each.severity)),
    ),
    ...block(
      'Persisting findings',
      findings.persisting.map((each) => line(null, findingWords(each), each.severity, becameWords(each))),
    ),
    ...block('Credentials', diff.credentials.map(credentialLine)),
    ...block('Which credential is used', diff.choices.map(choiceLine)),
    ...block(
      'Checks that ended otherwise',
      diff.checks.map((each) => changeLine(each.id, judgedWords(each.before), judgedWords(each.after))),
    ),
    ...block(
      'Versions',
      diff.versions.map((each) => changeLine(each.of, each.before ?? 'not there', each.after ?? 'not there')),
    ),
    ...block('Changed facts', diff.facts.flatMap(factLines)),
  ]
}

const side = (
  label: string,
  { host, createdAt, status, platform, case: id }: ReportDiff['before'],
  which: string,
) => [
  element('dt', '', label),
  element('dd', '', `${which}: ${status}; ${host}, ${platform}, ${momentWords(createdAt)}, case ${id}`),
]

const relation = ({ sameCase, sameHost }: ReportDiff): string => {
  if (!sameCase)
    return 'These are two cases: nobody can tell whether they are of one machine, and findings are matched by check and message.'
  return sameHost === true ? 'Both are of one machine.' : 'These are two machines of one case.'
}

const block = (title: string, lines: readonly HTMLElement[]): readonly HTMLElement[] => {
  if (lines.length === 0) return []
  const left = lines.length - MOST_LINES
  return [
    element('h3', '', `${title} (${lines.length})`),
    element(
      'ul',
      'plain sheet',
      ...lines.slice(0, MOST_LINES).map((each) => element('li', 'change-line', each)),
      ...(left > 0 ? [element('li', 'small', `and ${left} more`)] : []),
    ),
  ]
}

const SEVERITIES: Readonly<Record<string, string>> = { error: 'error', warning: 'warning', info: 'note' }

const line = (sign: Sign | null, text: string, severity: string, note = ''): HTMLElement =>
  element(
    'span',
    '',
    ...(sign === null ? [] : [element('b', '', signOf(sign)), ' ']),
    element('span', `badge ${severity in SEVERITIES ? severity : 'mute'}`, SEVERITIES[severity] ?? severity),
    ' ',
    element('bdi', '', text),
    ...(note === '' ? [] : [' ', element('span', 'small', note)]),
  )

const changeLine = (what: string, before: string, after: string): HTMLElement =>
  element(
    'span',
    '',
    element('code', '', what),
    ': ',
    element('bdi', 'was', before),
    ' → ',
    element('bdi', '', after),
  )

const credentialLine = ({
  name,
  agent,
  provider,
  change,
  fields,
}: ReportDiff['credentials'][number]): HTMLElement =>
  element(
    'span',
    '',
    element('b', '', signOf(change)),
    ' ',
    element('code', '', name),
    ` ${provider}${agent === null ? '' : `, agent ${agent}`}`,
    ...fields.flatMap(({ field, before, after }) => [
      element('span', 'small', ` · ${FIELDS[field]}: ${fieldWords(before)} → ${fieldWords(after)}`),
    ]),
  )

const choiceLine = ({ agent, provider, before, after }: ReportDiff['choices'][number]): HTMLElement =>
  changeLine(`${agent} → ${provider}`, used(before), used(after))

const used = (choice: ReportDiff['choices'][number]['before']): string =>
  choice === null ? 'not asked' : (choice.name ?? 'nothing')

const factLines = ({
  id,
  before,
  after,
  changes,
  left,
}: ReportDiff['facts'][number]): readonly HTMLElement[] => {
  const how = (known: typeof before): string => {
    if (known === null) return 'not there'
    return known.reason === null ? known.status : `${known.status} (${known.reason})`
  }
  return [
    ...(how(before) === how(after) ? [] : [changeLine(id, how(before), how(after))]),
    ...changes.map((change) =>
      changeLine(`${id}${change.pointer}`, valueWords(change.before), valueWords(change.after)),
    ),
    ...(left > 0 ? [element('span', 'small', `and ${left} more in ${id}`)] : []),
  ]
}
