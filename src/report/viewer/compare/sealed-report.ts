import type { SealedReport } from '../../sealed/schema.js'
import { Refused } from './refused.js'

type Members = { readonly [key: string]: unknown }

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasTexts = (value: unknown, ...keys: readonly string[]): boolean =>
  isMembers(value) && keys.every((key) => typeof value[key] === 'string')

const isListOf = (value: unknown, isOne: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne)

const isCheck = (value: unknown): boolean =>
  isMembers(value) &&
  hasTexts(value, 'id', 'outcome') &&
  isListOf(value.findings, (finding) => hasTexts(finding, 'id', 'messageId', 'subject', 'severity', 'what'))

const isReport = (value: unknown): boolean =>
  isMembers(value) &&
  hasTexts(value.tool, 'name', 'version') &&
  hasTexts(value.run, 'node', 'platform') &&
  hasTexts(value.summary, 'status') &&
  isListOf(value.checks, isCheck)

const isChoice = (value: unknown): boolean =>
  isMembers(value) &&
  hasTexts(value, 'agent', 'provider', 'answer') &&
  isListOf(value.trace, (each) => hasTexts(each, 'name'))

/**
 * A report that may come from anybody, as far as comparing reads it. The whole of the schema is the program's to check,
 * by `report verify`. Throws {@link Refused}.
 */
export const sealedReportOf = (value: unknown): SealedReport => {
  if (!isMembers(value) || !('sealedVersion' in value)) throw new Refused('It is no support report.')
  if (value.sealedVersion !== 1)
    throw new Refused('It was made by a later version, which this page cannot read.')
  const isWhole =
    hasTexts(value, 'createdAt', 'host') &&
    !Number.isNaN(Date.parse(String(value.createdAt))) &&
    hasTexts(value.case, 'id', 'findingKey') &&
    isReport(value.report) &&
    isListOf(value.plugins, (plugin) => hasTexts(plugin, 'id')) &&
    isListOf(value.facts, (fact) => hasTexts(fact, 'id', 'status') && isMembers(fact) && 'value' in fact) &&
    isListOf(value.credentials, (credential) => hasTexts(credential, 'provider', 'name', 'via', 'state')) &&
    isListOf(value.choices, isChoice)
  if (!isWhole) throw new Refused('It is no whole support report: parts of it are missing.')
  return value as unknown as SealedReport
}
