import type { Severity } from '../contract/index.js'
import { COLOURS, WORDS } from './block.js'
import type { ReportCheck } from './schema.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

const BY_SEVERITY: readonly Severity[] = ['error', 'warning', 'info']

type Judged = Pick<ReportCheck, 'id' | 'outcome' | 'reason' | 'durationMs'> & {
  readonly findings: readonly { readonly severity: Severity }[]
}

/** How one check went, and how long that took. */
export const checkLine = (check: Judged, style: Style): string => {
  const worst = BY_SEVERITY.find((severity) =>
    check.findings.some((finding) => finding.severity === severity),
  )
  const [name, colour] = worst === undefined ? LOOKS[check.outcome] : [worst, COLOURS[worst]]
  const isSaid = style.plain === true && (check.outcome === 'pass' || check.outcome === 'skip')
  const told = worst === undefined ? check.outcome : countFindings(check.findings)
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

const countFindings = (findings: Judged['findings']): string =>
  BY_SEVERITY.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${WORDS[severity]}${count === 1 ? '' : 's'}`]
  }).join(', ')
