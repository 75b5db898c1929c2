import { problem } from './block.js'
import { counted } from './counts.js'
import { labelledLine } from './labelled-line.js'
import { shortPath } from './message.js'
import { removalWords } from './removal-words.js'
import type { ReportCreated } from './report-create-schema.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

interface CreatedTextOptions {
  readonly style: Style
  /** The name this program was called by. */
  readonly cli: string
  readonly home: string
  /** Whether it was made from another report. */
  readonly again?: boolean
}

/** What was made, for a person: where it is, what is in it and what was taken out, and the next step. */
export const createdText = (created: ReportCreated, options: CreatedTextOptions): string => {
  const { style, home, cli, again = false } = options
  const line = (label: string, text: string): string => labelledLine(style, label, text)
  const path = shortPath(created.file ?? '', home)
  const about = `The report is in ${path}, ${sizeWords(created.bytes)}.`
  return `${[
    `${paint(style, 'green', sign(style, 'pass'))} ${wrap(about, style.width, '  ')}`,
    line('holds', created.files.map(({ name, bytes }) => `${name} (${sizeWords(bytes)})`).join(', ')),
    line('removed', `${again ? 'in addition: ' : ''}${removedWords(created.removed, again)}`),
    ...created.leftOut.map(({ path, reason }) => line('left out', `${path}: ${reason}`)),
    line('case', caseWords(created.case, home)),
    ...signatureLines(created, options),
    ...(created.recipients === 0
      ? []
      : [
          line(
            'encrypted',
            `to ${counted(created.recipients, 'recipient')}; nobody else can read it, you neither`,
          ),
        ]),
    ...created.warnings.map((warning) => problem(style, 'warning', warning, null)),
    line('next', nextWords(created, path, cli)),
  ].join('\n')}\n`
}

const nextWords = ({ recipients, file }: ReportCreated, path: string, cli: string): string =>
  recipients > 0 || file === null
    ? 'Send it. Nothing was sent by itself.'
    : `Look at it: \`${cli} report show ${path}\`. Then send it. Nothing was sent by itself.`

const caseWords = ({ id, isNew, key }: ReportCreated['case'], home: string): string => {
  const kept = key === null ? '' : ` Its key stays here: ${shortPath(key, home)}.`
  const more = isNew && key !== null ? ` For another report of the same case, add \`--case ${id}\`.` : ''
  return `${id}${isNew ? ', a new one' : ''}.${kept}${more}`
}

const signatureLines = (created: ReportCreated, { style, home }: CreatedTextOptions): readonly string[] => {
  if (created.signature === null) return []
  const { file, keyId, publicKey } = created.signature
  return [
    labelledLine(style, 'signed', `by key ${keyId}; send ${shortPath(file, home)} too`),
    labelledLine(style, 'key', publicKey),
  ]
}

const removedWords = (removed: ReportCreated['removed'], again: boolean): string => {
  if (removed.length > 0) return removed.map(({ rule, count }) => removalWords(rule, count)).join(', ')
  return again ? 'nothing' : 'nothing: there was nothing to remove'
}

const KIB = 1024

export const sizeWords = (bytes: number): string => {
  if (bytes < KIB) return counted(bytes, 'byte')
  return bytes < KIB * KIB ? `${Math.round(bytes / KIB)} KiB` : `${(bytes / KIB / KIB).toFixed(1)} MiB`
}
