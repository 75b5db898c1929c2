import type { AnyCheck } from '../contract/index.js'
import { readOptions } from './check-options.js'
import type { CheckResult, Result } from './check-result.js'
import type { FactSource } from './fact-store.js'
import { judgedFindings, skipped } from './judged-findings.js'
import { collectNeeds } from './needs.js'
import type { AWAY, AwayCheck } from './sandbox/away.js'
import { isMapping } from './valid-fact.js'

/** Judges a check whose code is in another process. Never throws. */
export const judgeAway = async (
  check: AnyCheck,
  away: AwayCheck[typeof AWAY],
  facts: FactSource,
  timeoutMs: number,
  result: Result,
): Promise<CheckResult> => {
  try {
    const fault = await away.ready()
    if (fault !== null) return result('error', { reason: `its plugin was not loaded: ${fault}` })
    const needs = await collectNeeds(check.needs, facts.outcome)
    if ('missing' in needs)
      return result('error', { reason: `could not find out ${needs.missing}: ${needs.reason}` })
    const options = readOptions(check, {})
    const given = 'value' in options ? options.value : {}
    const answer = await away.evaluate(needs.values, given, timeoutMs)
    if (answer.outcome === 'failed') return result('error', { reason: answer.reason })
    if (answer.outcome === 'timeout')
      return result('timeout', { reason: `it gave no answer within ${answer.ms} ms` })
    const { value } = answer
    if (!isMapping(value)) return result('error', { reason: 'it gave no answer' })
    if ('applies' in value) return skipped(value.applies, result)
    const judged = judgedFindings(value.findings, check)
    if ('fault' in judged) return result('error', { reason: judged.fault })
    const forged = away.faultOf(judged.findings)
    if (forged !== null) return result('error', { reason: forged })
    return result(judged.findings.length === 0 ? 'pass' : 'fail', { findings: judged.findings })
  } finally {
    away.done()
  }
}
