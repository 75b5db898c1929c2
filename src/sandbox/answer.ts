import type { AnyCheck, AnyFix, Seal } from '../contract/index.js'
import { readOptions } from '../engine/check-options.js'
import { isThenable } from '../engine/forgotten-promises.js'
import { type Call, contextOf, type ToldContext } from './context.js'
import type { Parts } from './describe.js'

/** What the doctor asks for; `values` are those of the part's needs. */
export type Question =
  | { readonly what: 'collect'; readonly fact: number; readonly values: never; readonly context: ToldContext }
  | { readonly what: 'evaluate'; readonly check: number; readonly values: never; readonly options: unknown }
  | { readonly what: 'plan'; readonly fix: number; readonly values: never; readonly target: never }

const part = <T>(list: readonly T[], number: number): T => {
  const found = list[number]
  if (found === undefined) throw new RangeError('there is no such part')
  return found
}

/** Runs one part of the plugin. Throws what it throws. */
export const answer = async (
  { plugin, facts }: Parts,
  question: Question,
  seal: Seal,
  call: Call,
): Promise<unknown> => {
  switch (question.what) {
    case 'collect':
      return part(facts, question.fact).collect(contextOf(question.context, seal, call), question.values)
    case 'evaluate':
      return evaluated(part(plugin.checks, question.check), question.values, question.options)
    case 'plan':
      return planned(part(plugin.fixes, question.fix), question)
  }
}

const planned = (fix: AnyFix, { values, target }: Extract<Question, { what: 'plan' }>): unknown => {
  const plan: unknown = fix.plan(values, target)
  if (isThenable(plan)) throw new Error('plan returned a promise; a fix plans at once')
  return plan
}

const evaluated = (check: AnyCheck, values: never, given: unknown): object => {
  const applies: unknown = check.applies === undefined ? true : check.applies(values)
  if (isThenable(applies)) throw new Error('applies returned a promise; a check is synchronous')
  if (applies !== true) return { applies }
  if (check.options === undefined && Object.keys(given ?? {}).length > 0)
    throw new Error('it has no options, and some are set for it')
  const options = readOptions(check, given)
  if ('fault' in options) throw new Error(`its options are refused: ${options.fault}`)
  const findings: unknown = check.evaluate(values, options.value)
  if (isThenable(findings)) throw new Error('evaluate returned a promise; a check is synchronous')
  return { findings }
}
