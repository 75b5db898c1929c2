import { type JudgedFinding, judge } from '../engine/judge.js'
import { attemptFix } from './attempt.js'
import type { FixContext, FixRecord } from './fix-record.js'

const ATTEMPTS = 3

/**
 * Goes through the findings in the order given and does, asks about, previews or offers each one's fix. Fixes are
 * planned one after the other over what the one before left, so two that touch the same file do not collide.
 */
export const runFixes = async (
  findings: readonly JudgedFinding[],
  context: FixContext,
): Promise<readonly FixRecord[]> => {
  const records: FixRecord[] = []
  let changed = false
  for (const finding of findings) {
    const current = changed ? await foundAgain(finding, context) : finding
    const record = current === null ? null : await fixFinding(current, records.length, context)
    if (record === null) continue
    records.push(record)
    if (record.status === 'applied') changed = true
  }
  return records
}

/** The finding as it is now, or null where it is gone. */
const foundAgain = async (finding: JudgedFinding, context: FixContext): Promise<JudgedFinding | null> => {
  const check = context.registry.checks.get(finding.check)
  if (check === undefined) return null
  const result = await judge(check, context.facts, context.timeoutMs)
  return result.findings.find((other) => other.id === finding.id) ?? null
}

/**
 * The first of the finding's fixes that does not refuse decides. When another program changed a file under it, the
 * finding is judged anew: it may be gone by now, or ask for something else. Null where there is nothing to do.
 */
const fixFinding = async (
  finding: JudgedFinding,
  number: number,
  context: FixContext,
): Promise<FixRecord | null> => {
  let current: JudgedFinding | null = finding
  let last: FixRecord | null = null
  for (let attempt = 1; attempt <= ATTEMPTS && current !== null; attempt++) {
    last = await firstThatHelps(current, number, context)
    if (last?.status !== 'outdated') return last
    current = await foundAgain(current, context)
  }
  return current === null ? null : last
}

const firstThatHelps = async (
  finding: JudgedFinding,
  number: number,
  context: FixContext,
): Promise<FixRecord | null> => {
  let refused: FixRecord | null = null
  for (const id of finding.fixes ?? []) {
    const fix = context.registry.fixes.get(id)
    if (fix === undefined) continue
    const record = await attemptFix(fix, finding, number, context)
    if (record.status !== 'refused') return record
    refused ??= record
  }
  return refused
}
