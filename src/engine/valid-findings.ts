import { copyOf, isSecret } from '../contract/data-copy.js'
import type { AnyCheck, Data, Evidence, Finding, Severity } from '../contract/index.js'
import { isSeverity, isStrings } from './valid-check.js'
import { isEvidence } from './valid-evidence.js'
import { isMapping } from './valid-fact.js'

/** What a check returned, as data of our own; or what is wrong with it, as one phrase. */
export type ReadFindings = { readonly findings: readonly Finding[] } | { readonly fault: string }

/** Throws what the findings throw when they are looked at. */
export const readFindings = (returned: unknown, check: AnyCheck): ReadFindings => {
  if (!Array.isArray(returned)) return { fault: 'evaluate returned something that is not a list of findings' }
  const findings: Finding[] = []
  for (const each of returned) {
    const finding = readFinding(each, check)
    if (typeof finding === 'string') return { fault: finding }
    findings.push(finding)
  }
  return { findings }
}

const readFinding = (returned: unknown, check: AnyCheck): Finding | string => {
  if (!isMapping(returned)) return 'evaluate returned a finding that is not an object'
  const { messageId, subject } = returned
  if (typeof messageId !== 'string') return 'evaluate returned a finding whose messageId is not a text'
  if (!Object.hasOwn(check.messages, messageId)) return `the finding ${messageId} has no message in the check`
  const at = `the finding ${messageId}`
  if (typeof subject !== 'string' || subject === '') return `${at} has no subject`

  const rest = copyOf(pick(returned, 'severity', 'data', 'evidence', 'fixes', 'causedBy'))
  if ('invalidAt' in rest) return `${at} holds something that is not JSON data at ${rest.invalidAt}`
  const { severity, data, evidence, fixes, causedBy } = rest.copy as Readonly<Record<string, unknown>>
  if (severity !== undefined && !isSeverity(severity)) return `${at} has a severity that is none`
  if (data !== undefined && (!isMapping(data) || isSecret(data)))
    return `${at} has data that is not an object`
  if (!Array.isArray(evidence) || !evidence.every(isEvidence)) return `${at} has no list of evidence`
  if (fixes !== undefined && !isStrings(fixes)) return `${at} has fixes that are not a list of ids`
  if (causedBy !== undefined && !isStrings(causedBy)) return `${at} has causes that are not a list of ids`
  return {
    messageId,
    subject,
    evidence: evidence as readonly Evidence[],
    ...(data === undefined ? {} : { data: data as Data }),
    ...(severity === undefined ? {} : { severity: severity as Severity }),
    ...(fixes === undefined ? {} : { fixes }),
    ...(causedBy === undefined ? {} : { causedBy }),
  }
}

const pick = (from: Readonly<Record<string, unknown>>, ...keys: readonly string[]): object =>
  Object.fromEntries(keys.map((key) => [key, from[key]]))
