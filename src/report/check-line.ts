import type { Severity } from '../contract/index.js'
import { SEVERITIES } from '../contract/index.js'
import { COLOURS } from './block.js'
import { countFindings, countWords } from './counts.js'
import type { ReportCheck } from './schema.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

type Judged = Pick<ReportCheck, 'id' | 'outcome' | 'reason' | 'durationMs'> & {
  readonly findings: readonly { readonly severity: Severity; readonly suppressed?: object | undefined }[]
}

/** How one check went, and how long that took. */
export const checkLine = (check: Judged, style: Style): string => {
  const counts = countFindings(check.findings)
  const worst = SEVERITIES.find((severity) => counts[severity] > 0)
  const isSuppressed = worst === undefined && check.findings.length > 0
  const look = isSuppressed ? 'skip' : check.outcome
  const [name, colour] = worst === undefined ? LOOKS[look] : [worst, COLOURS[worst]]
  const isSaid = style.plain === true && (check.outcome === 'pass' || check.outcome === 'skip')
  const told = check.findings.length === 0 ? check.outcome : countWords(counts).join(', ')
  const reason = check.reason ?? ''
  const how = isSaid ? reason : `${told}${reason === '' ? '' : ` (${reason})`}`
  const line = `${check.id}: ${how}${how === '' ? '' : ', '}${Math.round(check.durationMs)} ms`
  return `${paint(style, colour, sign(style, name))} ${wrap(line, style.width, '  ')}`
}

const LOOKS = {
  pass: ['pass', 'green'],
  fail: ['error', 'red'],
  skip: ['skip', 'dim'],
  error: ['error', 'red'],
  timeout: ['error', 'red'],
} as const
