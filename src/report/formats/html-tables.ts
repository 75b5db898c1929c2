import { h } from 'hastscript'
import { interruptedWords } from '../interrupted-words.js'
import { onlineWords } from '../online-words.js'
import type { Report, ReportCheck } from '../schema.js'
import { changeWords } from './change-words.js'
import { apart, badge, type HtmlElement, proseNodes } from './html-words.js'
import { outcomeWords, type Standing, standingOf } from './outcome-words.js'

const TONES: Readonly<Record<Standing, string>> = {
  passed: 'good',
  failed: 'error',
  noted: 'info',
  suppressed: 'mute',
  skipped: 'mute',
  'not judged': 'error',
}

/** Every check that was selected, with how it ended. */
export const checkTable = ({ checks, run }: Report): HtmlElement =>
  h(
    'div',
    { class: 'sheet' },
    h(
      'table',
      h(
        'thead',
        h(
          'tr',
          h('th', { scope: 'col' }, 'Outcome'),
          h('th', { scope: 'col' }, 'Check'),
          h('th', { scope: 'col', class: 'number wide' }, 'Time'),
        ),
      ),
      h('tbody', ...checks.map((check) => checkRow(check, run.home))),
    ),
  )

const checkRow = (check: ReportCheck, home: string): HtmlElement => {
  const standing = standingOf(check)
  const tone =
    standing === 'failed' ? (check.findings.some(isOpenError) ? 'error' : 'warning') : TONES[standing]
  return h(
    'tr',
    h('td', badge(tone, standing)),
    h(
      'th',
      { scope: 'row' },
      h('code', check.id),
      h('span', { class: 'small' }, apart(check.title)),
      check.reason === null ? '' : h('span', { class: 'small' }, apart(outcomeWords(check, home))),
    ),
    h('td', { class: 'number wide' }, `${Math.round(check.durationMs)} ms`),
  )
}

const isOpenError = ({ severity, suppressed }: ReportCheck['findings'][number]): boolean =>
  severity === 'error' && suppressed === undefined

/** Runs that were cut off, and what ends each; nothing where there are none. */
export const interruptedList = ({ interrupted = [], run, tool }: Report): readonly HtmlElement[] => {
  const lines = interrupted.map((each) => {
    const { what, next } = interruptedWords(each, run.home, tool.name)
    return h('li', badge('warning', 'Warning'), ' ', apart(what), ' ', proseNodes(next))
  })
  return lines.length === 0 ? [] : [h('ul', { class: 'plain sheet' }, ...lines)]
}

/** What became of the fixes; with its diff where one is only planned. */
export const changeList = ({ changes, run }: Report): HtmlElement =>
  h(
    'ul',
    { class: 'plain sheet' },
    ...changes.map((change) => {
      const { state, what } = changeWords(change, run.home)
      const diff = change.diff === null ? '' : h('pre', { tabIndex: 0, ariaLabel: 'Diff' }, change.diff)
      return h('li', h('strong', `${state}: `), apart(what), diff)
    }),
  )

/** What the report is about and what made it. */
export const aboutList = (report: Report): HtmlElement => {
  const { tool, run } = report
  const online = onlineWords(report)
  return h(
    'dl',
    { class: 'about' },
    ...[
      ['Doctor', `${tool.name} ${tool.version}`],
      ['Node', run.node],
      ['Platform', run.platform],
      ['Run at', run.startedAt],
      ['Took', `${Math.round(run.durationMs)} ms`],
      ...(online === null ? [] : [['Providers', online]]),
    ].flatMap(([label = '', value = '']) => [h('dt', label), h('dd', apart(value))]),
  )
}
