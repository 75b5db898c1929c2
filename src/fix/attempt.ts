import type { AnyFix, Change, FixTarget, RunChange } from '../contract/index.js'
import type { JudgedFinding } from '../engine/check-result.js'
import { messageOf } from '../engine/message-of.js'
import { awayFix } from '../engine/sandbox/away.js'
import { applyStep } from './apply.js'
import { consentFor } from './consent.js'
import type { FixContext, FixRecord } from './fix-record.js'
import { judgeNow } from './judge-now.js'
import { byKind, pathsOf } from './kinds.js'
import { planFix } from './plan.js'

/** Plans one fix for one finding over what is known now, and does with it what the consent policy says. */
export const attemptFix = async (
  fix: AnyFix,
  finding: JudgedFinding,
  context: FixContext,
): Promise<FixRecord> => {
  const { check, messageId, subject, data = {} } = finding
  const target: FixTarget = { check, messageId, subject, data }
  const { id, title, risk } = fix
  const planned = await planFix(fix, target, context.facts, context.timeoutMs)
  const changes = 'changes' in planned ? planned.changes : []
  const paths = pathsOf(changes)
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
  if (byKind(changes).runs.some((run) => holdsSecret(run, context.mask)))
    return record('refused', { reason: `the fix ${id} failed to plan: a program's words hold a secret` })

  const consent = consentFor(risk, context.consent)
  if (consent.decision === 'offer') return record('offered')
  if (consent.decision === 'name') return record('named')
  if (consent.decision === 'withhold') return record('withheld')
  // A program may have changed any file, and says of none.
  const changed = byKind(changes).runs.length > 0 ? 'any' : paths
  const forget = (): void => context.facts.forgetChanged(fix.touches, changed)
  if (consent.decision === 'preview' || consent.decision === 'ask') {
    const preview = await previewOf(changes, context, awayFix(fix)?.mask)
    if ('fault' in preview) return record('refused', { reason: preview.fault })
    if ('differs' in preview) {
      forget()
      return record('outdated', { reason: preview.differs })
    }
    const { diff } = preview
    if (consent.decision === 'preview') return record('planned', { diff })
    const { enterMeans } = consent
    if (!(await context.ask({ fix, finding, paths, diff, enterMeans }))) return record('declined', { diff })
  } else if (context.hasQuit?.()) return record('declined')
  const verify = (): Promise<string | null> => {
    forget()
    return whyNotGone(finding, context)
  }
  const applied = await applyStep({ fix: id, subject, changes, verify }, context.machine, context.journal)
  // What holds good has been looked at anew, under the locks. A program may be at work on after its end.
  if (applied.status !== 'applied' || changed === 'any') forget()
  const done = record(applied.status, applied.reason === undefined ? {} : { reason: applied.reason })
  if (consent.decision === 'ask') context.tell?.(done)
  return done
}

/** Every user of the machine can read the words of a command. */
const holdsSecret = ({ argv, inverse }: RunChange, mask: FixContext['mask']): boolean =>
  [...argv, ...('irreversible' in inverse ? [] : inverse)].some((word) => mask(word) !== word)

const previewOf = async (
  changes: readonly Change[],
  { machine, mask }: FixContext,
  ownMask: (text: string) => string = (text) => text,
) => {
  try {
    // Loaded only here: most runs show no diff.
    const { previewChanges } = await import('./preview.js')
    const both = (text: string): string => ownMask(mask(text))
    return await previewChanges(changes, machine.probes.fs, both, machine.self.name)
  } catch (error) {
    return { fault: messageOf(error) }
  }
}

/** A fix is verified when the finding it was made for is gone, and the check that found it can still be judged. */
const whyNotGone = async (finding: JudgedFinding, context: FixContext): Promise<string | null> => {
  const check = context.registry.checks.get(finding.check)
  if (check === undefined) return `there is no check ${finding.check}`
  const result = await judgeNow(check, context)
  if (result.outcome === 'error' || result.outcome === 'timeout')
    return `afterwards ${check.id} could not be judged: ${result.reason ?? result.outcome}`
  return result.findings.some((other) => other.id === finding.id)
    ? 'afterwards the finding was still there'
    : null
}
