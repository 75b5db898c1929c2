import type { AnyFix, Change, FixTarget, ReadResult } from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
import { messageOf } from '../engine/message-of.js'
import { collectNeeds } from '../engine/needs.js'

/** What a fix would do now, or why it will do nothing. */
export type Planned = { readonly changes: readonly Change[] } | { readonly refused: string }

/** Asks a fix for its plan over fresh facts. Never throws: a fix that does is a refusal, by name. */
export const planFix = async (fix: AnyFix, target: FixTarget, facts: FactStore): Promise<Planned> => {
  const needs = await collectNeeds(fix.needs, facts.outcome)
  if ('missing' in needs) return { refused: `could not find out ${needs.missing}: ${needs.reason}` }
  try {
    const plan = fix.plan(needs.values, target)
    if ('refuse' in plan) return { refused: plan.refuse }
    return { changes: plan }
  } catch (error) {
    return { refused: `the fix ${fix.id} failed to plan: ${messageOf(error)}` }
  }
}

/** True while a path still is as a change expects it. */
export const holds = (change: Change, found: ReadResult | { readonly mode: number }): boolean => {
  if (change.op === 'chmod') return 'mode' in found && found.mode === change.before
  if ('mode' in found) return false
  if (change.op === 'write' && change.before === 'absent') return found.state === 'absent'
  if (change.before === 'absent') return false
  return found.state === 'ok' && found.sha256 === change.before.sha256
}
