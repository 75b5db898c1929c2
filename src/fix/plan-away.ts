import type { AnyFix, Change, FixTarget } from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
import type { AWAY, AwayFix } from '../engine/sandbox/away.js'

/** What a fix planned whose code is in another process, not looked at yet; or why there is no plan. */
export const planAway = async (
  away: AwayFix[typeof AWAY],
  values: unknown,
  target: FixTarget,
  limitMs: number,
): Promise<{ readonly plan: unknown } | { readonly fault: string }> => {
  const answer = await away.plan(values, target, limitMs)
  if (answer.outcome === 'answered') return { plan: answer.value }
  return {
    fault: answer.outcome === 'failed' ? answer.reason : `it gave no plan within ${answer.ms} ms`,
  }
}

/**
 * Why a plan goes beyond what it may, or null: it changes only what the facts that it declares as touched have read, so
 * that its effect can be judged, and runs only programs that the user has agreed to.
 */
export const faultOfReach = async (
  fix: AnyFix,
  away: AwayFix[typeof AWAY],
  changes: readonly Change[],
  facts: FactStore,
): Promise<string | null> => {
  const read = facts.pathsRead(fix.touches)
  for (const change of changes) {
    if (change.op === 'run') {
      const programs = [change.argv, 'irreversible' in change.inverse ? [] : change.inverse]
      const foreign = programs.find(([program]) => program !== undefined && !away.mayRun(program))
      if (foreign !== undefined) return `it wants to run ${foreign[0]}, which the user has not agreed to`
      continue
    }
    const paths = [change.path, ...copiedBy(change)]
    for (const path of paths)
      if (!(await away.mayChange(path, read)))
        return `it plans a change of ${path}, which is not among what it touches`
  }
  return null
}

const copiedBy = (change: Change): readonly string[] =>
  change.op === 'write' && typeof change.after === 'object' && 'copyOf' in change.after
    ? [change.after.copyOf]
    : []
