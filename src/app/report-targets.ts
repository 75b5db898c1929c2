import { resolve } from 'node:path'
import { FORMATS, type Format, isFormat } from '../report/formats/format.js'
import { Refusal } from './refusal.js'

/** A file that the report is to be written to. */
export interface ReportFile {
  readonly format: Format
  /** As it was named. */
  readonly name: string
  readonly path: string
}

export interface ReportTargets {
  readonly stdout: Format
  readonly files: readonly ReportFile[]
}

/** The format each ending tells, the longer of two that fit first. */
const ENDINGS: readonly (readonly [string, Format])[] = [
  ['.sarif.json', 'sarif'],
  ['.txt', 'text'],
  ['.json', 'json'],
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.sarif', 'sarif'],
  ['.xml', 'junit'],
  ['.prom', 'openmetrics'],
]

export interface AskedFormats {
  /** Whether `--json` is among the flags. */
  readonly json: boolean
  readonly format: Format | undefined
  /** `FILE`, `FORMAT:FILE`, `-` or `FORMAT:-`. */
  readonly output: readonly string[]
}

/** Where the report goes. Throws a {@link Refusal} for what cannot be told, or asks for two documents in one place. */
export const reportTargets = ({ json, format, output }: AskedFormats, cwd: string): ReportTargets => {
  const asked = [...(json ? ['json' as const] : []), ...(format === undefined ? [] : [format])]
  const files: ReportFile[] = []
  for (const value of output) {
    const { said, name } = split(value)
    if (name === '-' || name === '/dev/stdout') {
      if (said !== null) asked.push(said)
      continue
    }
    files.push({ format: said ?? told(name), name, path: resolve(cwd, name) })
  }
  const [stdout = 'text', other] = new Set(asked)
  if (other !== undefined)
    throw new Refusal(
      'BAD_FLAG',
      `Standard output can be one document only, and both ${stdout} and ${other} are asked for.`,
      `Write one of them to a file: --output ${other}:FILE.`,
    )
  return { stdout, files }
}

/** A drive's letter is no format, so `C:\report.html` is a file. */
const split = (value: string): { readonly said: Format | null; readonly name: string } => {
  const colon = value.indexOf(':')
  const said = value.slice(0, Math.max(colon, 0))
  const name = isFormat(said) ? value.slice(colon + 1) : value
  if (name === '')
    throw new Refusal('BAD_FLAG', `--output ${value} names no file.`, 'Name one, or - for standard output.')
  return { said: isFormat(said) ? said : null, name }
}

const told = (name: string): Format => {
  const [, format] = ENDINGS.find(([ending]) => name.toLowerCase().endsWith(ending)) ?? []
  if (format !== undefined) return format
  const known = ENDINGS.map(([ending, format]) => `${ending} (${format})`).join(', ')
  throw new Refusal(
    'BAD_FLAG',
    `The name ${name} does not tell the report's format.`,
    `Endings that do: ${known}. Or say it, as in --output ${FORMATS[2]}:${name}.`,
  )
}
