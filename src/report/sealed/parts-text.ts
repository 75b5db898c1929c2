import { labelled as labelledLine, titleLine } from '../block.js'
import { checkLine } from '../check-line.js'
import { printable, printableLine } from '../formats/printable.js'
import { printableDocument } from '../formats/printable-report.js'
import type { ReportFinding } from '../schema.js'
import { paint, type Style } from '../style.js'
import { subjectWords } from '../subject-words.js'
import { wrap } from '../wrap.js'
import { valueText } from './diff-sections.js'
import type { ReportParts } from './parts-schema.js'

type ShownCheck = ReportParts['checks'][number]
type ShownFact = ReportParts['facts'][number]
type Evidence = ReportFinding['evidence'][number]

interface PartsOptions {
  readonly style: Style
  readonly verbose: boolean
}

/** Checks with all they found and rest on, and facts with their values, for a person. */
export const partsText = (parts: ReportParts, { style, verbose }: PartsOptions): string => {
  const { checks, facts } = printableDocument(parts)
  const blocks = [
    ...checks.flatMap((check) => checkBlocks(check, style, verbose)),
    ...facts.map((fact) => factBlock(fact, fact.pointer, style)),
  ]
  return `${blocks.join('\n\n')}\n`
}

const checkBlocks = (check: ShownCheck, style: Style, verbose: boolean): readonly string[] => {
  const { title, tags, docs, findings, facts } = check
  const about = [
    checkLine({ ...check, id: printableLine(check.id), reason: printableLine(check.reason ?? '') }, style),
    labelled(style, 'title', title),
    ...(tags.length === 0 ? [] : [labelled(style, 'tags', tags.join(', '))]),
    ...(docs === '' ? [] : [labelled(style, 'docs', docs)]),
    ...(facts === null
      ? [labelled(style, 'facts', 'this version does not know the check, and so not what it judges')]
      : facts.map((fact) => labelled(style, 'fact', factWords(fact)))),
  ]
  return [
    about.join('\n'),
    ...findings.map((finding) => findingBlock(finding, style)),
    ...(verbose ? (facts ?? []).map((fact) => factBlock(fact, '', style)) : []),
  ]
}

/** Values come as JSON, in which a line feed is told as one; whatever else is in a line is to stay in it. */
const labelled = (style: Style, label: string, text: string): string =>
  labelledLine(style, label, printableLine(text))

const findingBlock = (finding: ReportFinding, style: Style): string => {
  const { severity, what, why, next, subject, messageId, id, evidence, fixes, causedBy, data } = finding
  const lines = [
    titleLine(style, severity, printableLine(what)),
    labelled(style, 'why', why),
    ...(next === null ? [] : [labelled(style, 'next', next)]),
    labelled(style, 'about', subjectWords(subject)),
    labelled(style, 'id', `${id}, message ${messageId}`),
    ...evidence.map((each) => labelled(style, 'seen', evidenceWords(each))),
    ...Object.entries(data).map(([key, value]) =>
      labelled(style, 'data', `${printable(key)}: ${valueText(value)}`),
    ),
    ...fixes.map((fix) => labelled(style, 'fix', fix)),
    ...(causedBy.length === 0 ? [] : [labelled(style, 'from', causedBy.join(', '))]),
  ]
  return lines.join('\n')
}

const evidenceWords = (evidence: Evidence): string => {
  switch (evidence.kind) {
    case 'file':
      return [evidence.path, evidence.line, evidence.column].filter((part) => part !== undefined).join(':')
    case 'command':
      return `\`${evidence.argv.join(' ')}\` ended with ${evidence.code ?? 'no exit code'}`
    case 'environment':
      return `environment variable ${evidence.name}`
    case 'value':
      return `${evidence.fact}#${evidence.pointer}: ${valueText(evidence.value)}`
  }
}

const factWords = ({ id, status, reason }: Pick<ShownFact, 'id' | 'status' | 'reason'>): string =>
  `${id}: ${status}${reason === null ? '' : ` (${reason})`}`

const factBlock = (fact: Omit<ShownFact, 'pointer'>, pointer: string, style: Style): string => {
  const { id, status, reason, durationMs, value } = fact
  const place = printableLine(pointer === '' ? id : `${id}#${pointer}`)
  const how =
    status === 'ok'
      ? `ok, ${Math.round(durationMs)} ms`
      : `${status}: ${printableLine(reason ?? 'no reason given')}`
  const head = `${paint(style, 'bold', place)} ${wrap(`(${how})`, style.width, '  ', place.length + 1)}`
  return status === 'ok' ? `${head}\n${printable(prettyValue(value))}` : head
}

/** A value as JSON, each secret in it by its name alone. */
const prettyValue = (value: ShownFact['value']): string =>
  JSON.stringify(value, (_, inner) => inner?.$secret?.pseudonym ?? inner, 2)
