import type { AnyFix, Change, FixTarget } from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
import { messageOf } from '../engine/message-of.js'
import { collectNeeds } from '../engine/needs.js'
import { awayFix } from '../engine/sandbox/away.js'
import { faultOfReach, planAway } from './plan-away.js'
import { readPlan } from './valid-plan.js'

/** What a fix would do now, or why it will do nothing. */
export type Planned = { readonly changes: readonly Change[] } | { readonly refused: string }

/**
 * Asks a fix for its plan over what is known. Never throws: a fix that does, or that plans what the engine could not
 * carry out, is a refusal, by name. `timeoutMs` bounds a plan that is made in another process.
 */
export const planFix = async (
  fix: AnyFix,
  target: FixTarget,
  facts: FactStore,
  timeoutMs: number,
): Promise<Planned> => {
  try {
    const needs = await collectNeeds(fix.needs, facts.outcome)
    if ('missing' in needs) return { refused: `could not find out ${needs.missing}: ${needs.reason}` }
    const away = awayFix(fix)
    const planned =
      away === null
        ? { plan: fix.plan(needs.values, target) }
        : await planAway(away, needs.values, target, timeoutMs)
    if ('fault' in planned) return failed(fix, planned.fault)
    if (isRefusal(planned.plan)) return { refused: planned.plan.refuse }
    const read = readPlan(planned.plan, fix.risk)
    if ('fault' in read) return failed(fix, read.fault)
    const fault = away === null ? null : await faultOfReach(fix, away, read.changes, facts)
    return fault === null ? read : failed(fix, fault)
  } catch (error) {
    return failed(fix, messageOf(error))
  }
}

const failed = ({ id }: AnyFix, fault: string): Planned => ({
  refused: `the fix ${id} failed to plan: ${fault}`,
})

const isRefusal = (plan: unknown): plan is { readonly refuse: string } =>
  typeof plan === 'object' && plan !== null && 'refuse' in plan && typeof plan.refuse === 'string'
