import type { Severity } from '../contract/index.js'
import { COLOURS, WORDS } from './block.js'
import type { ReportCheck } from './schema.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

const BY_SEVERITY: readonly Severity[] = ['error', 'warning', 'info']

type Judged = Pick<ReportCheck, 'id' | 'outcome' | 'reason' | 'durationMs'> & {
  readonly findings: readonly { readonly severity: Severity; readonly suppressed?: object | undefined }[]
}

/** How one check went, and how long that took. */
export const checkLine = (check: Judged, style: Style): string => {
  const counting = check.findings.filter(({ suppressed }) => suppressed === undefined)
  const worst = BY_SEVERITY.find((severity) => counting.some((finding) => finding.severity === severity))
  const isSuppressed = worst === undefined && check.findings.length > 0
  const look = isSuppressed ? 'skip' : check.outcome
  const [name, colour] = worst === undefined ? LOOKS[look] : [worst, COLOURS[worst]]
  const isSaid = style.plain === true && (check.outcome === 'pass' || check.outcome === 'skip')
  const told = check.findings.length === 0 ? check.outcome : countFindings(check.findings)
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

const countFindings = (findings: Judged['findings']): string => {
  const suppressed = findings.filter((finding) => finding.suppressed !== undefined).length
  const counted = BY_SEVERITY.flatMap((severity) => {
    const count = findings.filter(
      (each) => each.severity === severity && each.suppressed === undefined,
    ).length
    return count === 0 ? [] : [`${count} ${WORDS[severity]}${count === 1 ? '' : 's'}`]
  })
  return [...counted, ...(suppressed === 0 ? [] : [`${suppressed} suppressed`])].join(', ')
}
