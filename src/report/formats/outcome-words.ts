import { countFindings } from '../counts.js'
import { shortPathsIn } from '../message.js'
import type { ReportCheck } from '../schema.js'

const WORDS = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  error: 'could not be judged',
  timeout: 'gave no answer',
} as const

/** How a check came out, told by its findings: notes alone fail nothing, and what is suppressed has not passed. */
export type Standing = 'passed' | 'failed' | 'noted' | 'suppressed' | 'skipped' | 'not judged'

export const standingOf = ({ outcome, findings }: ReportCheck): Standing => {
  if (outcome === 'error' || outcome === 'timeout') return 'not judged'
  const { error, warning, info, suppressed } = countFindings(findings)
  if (error + warning > 0) return 'failed'
  if (suppressed > 0) return 'suppressed'
  if (info > 0) return 'noted'
  if (outcome === 'skip') return 'skipped'
  return outcome === 'fail' ? 'failed' : 'passed'
}

/** The outcome as a person reads it, with its reason. */
export const outcomeWords = (check: ReportCheck, home: string): string => {
  const standing = standingOf(check)
  const words =
    standing === 'suppressed'
      ? 'suppressed'
      : standing === 'noted'
        ? 'passed, with notes'
        : WORDS[check.outcome]
  return check.reason === null ? words : `${words}: ${shortPathsIn(check.reason, home)}`
}
