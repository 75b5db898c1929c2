import type { AnyFix } from '../contract/index.js'
import { faultOfNeeds, isFact } from './valid-fact.js'

const RISKS: ReadonlySet<unknown> = new Set(['automatic', 'safe', 'review', 'destructive'])

/** What is wrong with a fix's definition, as one phrase, or null. Throws what it throws when it is looked at. */
export const faultOfFix = (fix: AnyFix): string | null => {
  const { title, risk, needs, touches, plan }: { readonly [K in keyof AnyFix]: unknown } = fix
  if (typeof plan !== 'function') return 'it has no plan function'
  if (typeof title !== 'string' || title === '') return 'it has no title'
  if (!RISKS.has(risk)) return 'its risk is none of automatic, safe, review and destructive'
  if (!Array.isArray(touches) || !touches.every(isFact)) return 'its touches are not a list of facts'
  return faultOfNeeds(needs)
}
