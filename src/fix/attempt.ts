import type { AnyFix, Change, FixTarget } from '../contract/index.js'
import { type JudgedFinding, judge } from '../engine/judge.js'
import { messageOf } from '../engine/message-of.js'
import { applyStep } from './apply.js'
import { consentFor } from './consent.js'
import type { FixContext, FixRecord } from './fix-record.js'
import { planFix } from './plan.js'
import { previewChanges } from './preview.js'

/** Plans one fix for one finding over what is there now, and does with it what the consent policy says. */
export const attemptFix = async (
  fix: AnyFix,
  finding: JudgedFinding,
  number: number,
  context: FixContext,
): Promise<FixRecord> => {
  const { check, messageId, subject, data = {} } = finding
  const target: FixTarget = { check, messageId, subject, data }
  const { id, title, risk } = fix
  const planned = await planFix(fix, target, context.facts)
  const paths = 'changes' in planned ? pathsOf(planned.changes) : []
  const record = (status: FixRecord['status'], rest: Partial<FixRecord> = {}): FixRecord => ({
    fix: id,
    title,
    risk,
    check,
    finding: finding.id,
    subject,
    paths,
    ...rest,
    status,
  })
  if ('refused' in planned) return record('refused', { reason: planned.refused })

  const consent = consentFor(risk, context.consent)
  if (consent.decision === 'offer') return record('offered')
  if (consent.decision === 'name') return record('named')
  if (consent.decision === 'withhold') return record('withheld')
  if (consent.decision === 'preview' || consent.decision === 'ask') {
    const preview = await previewOf(planned.changes, context)
    if ('fault' in preview) return record('refused', { reason: preview.fault })
    const { diff } = preview
    if (consent.decision === 'preview') return record('planned', { diff })
    const agreed = await context.ask(fix, finding, diff, consent.enterMeans)
    if (!agreed) return record('declined', { diff })
  }
  const verify = () => whyNotGone(fix, finding, paths, context)
  const step = { number, fix: id, subject, changes: planned.changes, verify }
  const applied = await applyStep(step, context.machine, context.journal)
  context.facts.forget(fix.touches, paths)
  if (applied.status === 'applied') return record('applied')
  if (applied.status === 'outdated')
    return record('outdated', { reason: `${applied.path} is being changed by another program` })
  return record(applied.status, { reason: applied.reason })
}

const previewOf = async (
  changes: readonly Change[],
  context: FixContext,
): Promise<{ readonly diff: string } | { readonly fault: string }> => {
  try {
    return { diff: await previewChanges(changes, context.machine.probes.fs, context.mask) }
  } catch (error) {
    return { fault: messageOf(error) }
  }
}

const pathsOf = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.map((change) => change.path)),
]

/** A fix is verified when the finding it was made for is gone, and the check that found it can still be judged. */
const whyNotGone = async (
  fix: AnyFix,
  finding: JudgedFinding,
  paths: readonly string[],
  context: FixContext,
): Promise<string | null> => {
  context.facts.forget(fix.touches, paths)
  const check = context.registry.checks.get(finding.check)
  if (check === undefined) return `there is no check ${finding.check}`
  const result = await judge(check, context.facts, context.timeoutMs)
  if (result.outcome === 'error' || result.outcome === 'timeout')
    return `afterwards ${check.id} could not be judged: ${result.reason ?? result.outcome}`
  return result.findings.some((other) => other.id === finding.id)
    ? 'afterwards the finding was still there'
    : null
}
