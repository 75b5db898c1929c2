import { momentWords } from '../../page/moments.js'
import type { ReportDiff } from '../../sealed/diff-schema.js'
import { isOfDomain, subjectWords } from '../../subject-words.js'

type Found = ReportDiff['findings']['new'][number]
type Judged = ReportDiff['checks'][number]['before']

const SIGNS = { new: '+', gone: '−', changed: '±' } as const
export type Sign = keyof typeof SIGNS

export const signOf = (sign: Sign): string => SIGNS[sign]

export const findingWords = ({ what, subject, check }: Found): string =>
  isOfDomain(subject, check) ? what : `${what} (${subjectWords(subject)})`

/** What became of a finding that is still there; empty where nothing did. */
export const becameWords = ({
  was,
  severity,
  suppressed,
}: ReportDiff['findings']['persisting'][number]): string => {
  if (was === null) return ''
  const told = (each: { readonly severity: string; readonly suppressed: boolean }): string =>
    each.suppressed ? `suppressed ${each.severity}` : each.severity
  return `was ${told(was)}, is ${told({ severity, suppressed })}`
}

export const judgedWords = (judged: Judged): string => {
  if (judged === null) return 'not there'
  return judged.reason === null ? judged.outcome : `${judged.outcome} (${judged.reason})`
}

type Field = ReportDiff['credentials'][number]['fields'][number]

export const FIELDS: Readonly<Record<Field['field'], string>> = {
  type: 'kind',
  secret: 'token',
  state: 'state',
  issuedAt: 'issued',
  expiresAt: 'ends',
  refreshable: 'can be renewed',
  lastUsedAt: 'last used',
  coolingUntil: 'cools until',
}

/** What is known of a credential: a time, a name, yes or no, or nothing. */
export const fieldWords = (value: Field['before']): string => {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? momentWords(value) : valueWords(value)
}

/** A value as JSON, short enough for a line. */
export const valueWords = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
