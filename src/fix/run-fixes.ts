import type { JudgedFinding } from '../engine/check-result.js'
import { attemptFix } from './attempt.js'
import type { FixContext, FixRecord } from './fix-record.js'
import { judgeNow } from './judge-now.js'

const ATTEMPTS = 3

/** A file was written, or another program did that: what was found before may be so no more. */
const UNSETTLING: ReadonlySet<FixRecord['status']> = new Set(['applied', 'outdated', 'failed', 'rolled-back'])

/**
 * Goes through the findings in the order given and does, asks about, previews or offers each one's fix. Fixes are
 * planned one after the other over what the one before left, so two that touch the same file do not collide. Throws
 * only what `ask` throws.
 */
export const runFixes = async (
  findings: readonly JudgedFinding[],
  context: FixContext,
): Promise<readonly FixRecord[]> => {
  const records: FixRecord[] = []
  let isSettled = true
  for (const finding of findings) {
    const current = isSettled ? finding : await findAgain(finding, context)
    if (typeof current === 'string') continue
    const record = await fixFinding(current, context)
    if (record === 'gone') isSettled = false
    if (record === 'gone' || record === null) continue
    records.push(record)
    if (UNSETTLING.has(record.status)) isSettled = false
  }
  // One by one they were judged over what they changed themselves; whoever looks next looks at everything.
  if (!isSettled) context.facts.renew()
  return records
}

/** The finding as it is now; `gone`, or `unknown` where its check can no longer be judged. */
const findAgain = async (
  finding: JudgedFinding,
  context: FixContext,
): Promise<JudgedFinding | 'gone' | 'unknown'> => {
  const check = context.registry.checks.get(finding.check)
  if (check === undefined) return 'unknown'
  const result = await judgeNow(check, context)
  if (result.outcome === 'error' || result.outcome === 'timeout') return 'unknown'
  return result.findings.find((other) => other.id === finding.id) ?? 'gone'
}

/**
 * The first of the finding's fixes that does not refuse decides. When another program changed a file under it, the
 * finding is judged anew: it may be gone by now, or ask for something else. Null where no fix of it is known.
 */
const fixFinding = async (
  finding: JudgedFinding,
  context: FixContext,
): Promise<FixRecord | 'gone' | null> => {
  let current = finding
  for (let attempt = 1; ; attempt++) {
    const record = await firstThatHelps(current, context)
    if (record?.status !== 'outdated' || attempt === ATTEMPTS) return record
    const again = await findAgain(current, context)
    if (again === 'gone') return again
    if (again === 'unknown') return record
    current = again
  }
}

const firstThatHelps = async (finding: JudgedFinding, context: FixContext): Promise<FixRecord | null> => {
  let refused: FixRecord | null = null
  for (const id of finding.fixes ?? []) {
    const fix = context.registry.fixes.get(id)
    if (fix === undefined) continue
    const record = await attemptFix(fix, finding, context)
    if (record.status !== 'refused') return record
    refused ??= record
  }
  return refused
}
