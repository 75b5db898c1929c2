import { h } from 'hastscript'
import { changeWords } from '../formats/change-words.js'
import { docsUri } from '../formats/docs-uri.js'
import type { Besides } from '../formats/html-finding.js'
import { apart, type HtmlElement } from '../formats/html-words.js'
import type { FoundBy } from '../groups.js'
import type { ReportChange } from '../schema.js'
import type { SealedReport } from '../sealed/schema.js'
import type { Anchors } from './anchors.js'
import { denseJson } from './dense-json.js'
import { diffBlock } from './diff-block.js'

type Content = readonly (HtmlElement | string)[]
type Row = readonly [label: string, content: Content]

/** What a support engineer asks of each finding: what it rests on, what would mend it, and where to read on. */
export const findingRows = (sealed: SealedReport, anchors: Anchors): Besides => {
  const { report } = sealed
  const changes = changesByFinding(report.changes)
  return {
    idOf: anchors.finding,
    rows: (found) => [
      ...evidenceRow(found, anchors),
      ...fixRow(found, changes.get(found.finding.id) ?? [], report.run.home, report.tool.name),
      ...dataRow(found),
      ...docsRow(found, report.tool.name),
    ],
  }
}

const changesByFinding = (changes: readonly ReportChange[]): ReadonlyMap<string, readonly ReportChange[]> => {
  const byFinding = new Map<string, ReportChange[]>()
  for (const change of changes) {
    const same = byFinding.get(change.finding)
    if (same === undefined) byFinding.set(change.finding, [change])
    else same.push(change)
  }
  return byFinding
}

const evidenceRow = ({ finding }: FoundBy, anchors: Anchors): readonly Row[] => {
  const values = finding.evidence.flatMap((each) => (each.kind === 'value' ? [each] : []))
  if (values.length === 0) return []
  const items = values.map(({ fact, pointer, value }) => {
    const anchor = anchors.fact(fact)
    const name = h('code', `${fact}${pointer}`)
    return h(
      'li',
      anchor === undefined ? name : h('a', { href: `#${anchor}` }, name),
      ' = ',
      h('code', denseJson(value)),
    )
  })
  return [['Evidence', [h('ul', { class: 'inline' }, ...items)]]]
}

const RISKS = {
  automatic: 'done by itself',
  safe: 'safe',
  review: 'to be looked over first',
  destructive: 'destructive',
} as const

const fixRow = (
  { check, finding }: FoundBy,
  changes: readonly ReportChange[],
  home: string,
  cli: string,
): readonly Row[] => {
  if (finding.fixes.length === 0) return []
  const planned = changes.map((change) => {
    const { state, what } = changeWords(change, home)
    return h(
      'li',
      h('strong', `${state}: `),
      apart(what),
      ` (${RISKS[change.risk]})`,
      ...(change.diff === null ? [] : [diffBlock(change.diff)]),
    )
  })
  const known = new Set(changes.map(({ fix }) => fix))
  const others = finding.fixes.filter((fix) => !known.has(fix)).map((fix) => h('li', h('code', fix)))
  const command = h('code', `${cli} doctor --fix --only ${check.id}`)
  return [
    [
      'Fix',
      [
        h('ul', { class: 'inline' }, ...planned, ...others),
        h('p', { class: 'small' }, 'Run ', command, '; it asks before it changes anything.'),
      ],
    ],
  ]
}

/** What the sentences above were made of, exactly: times to the millisecond, whole paths. */
const dataRow = ({ finding }: FoundBy): readonly Row[] =>
  Object.keys(finding.data).length === 0
    ? []
    : [
        [
          'Data',
          [
            h(
              'details',
              { class: 'bare' },
              h('summary', Object.keys(finding.data).slice(0, 6).join(', ')),
              h('pre', denseJson(finding.data)),
            ),
          ],
        ],
      ]

const docsRow = ({ check }: FoundBy, cli: string): readonly Row[] => {
  const uri = docsUri(check)
  const command = h('code', `${cli} checks show ${check.id}`)
  return [['Docs', uri === null ? [command] : [h('a', { href: uri, rel: 'noreferrer' }, apart(uri))]]]
}
