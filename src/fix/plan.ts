import type { AnyFix, Change, FixTarget } from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
import { messageOf } from '../engine/message-of.js'
import { collectNeeds } from '../engine/needs.js'
import { readPlan } from './valid-plan.js'

/** What a fix would do now, or why it will do nothing. */
export type Planned = { readonly changes: readonly Change[] } | { readonly refused: string }

/**
 * Asks a fix for its plan over what is known. Never throws: a fix that does, or that plans what the engine could not
 * carry out, is a refusal, by name.
 */
export const planFix = async (fix: AnyFix, target: FixTarget, facts: FactStore): Promise<Planned> => {
  try {
    const needs = await collectNeeds(fix.needs, facts.outcome)
    if ('missing' in needs) return { refused: `could not find out ${needs.missing}: ${needs.reason}` }
    const plan = fix.plan(needs.values, target)
    if (isRefusal(plan)) return { refused: plan.refuse }
    const read = readPlan(plan, fix.risk)
    return 'fault' in read ? { refused: `the fix ${fix.id} failed to plan: ${read.fault}` } : read
  } catch (error) {
    return { refused: `the fix ${fix.id} failed to plan: ${messageOf(error)}` }
  }
}

const isRefusal = (plan: unknown): plan is { readonly refuse: string } =>
  typeof plan === 'object' && plan !== null && 'refuse' in plan && typeof plan.refuse === 'string'
