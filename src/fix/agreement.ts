import type { AnyFix } from '../contract/index.js'
import type { JudgedFinding } from '../engine/check-result.js'

/** What somebody who is asked about a plan may say; `all` is yes, also to every later plan of the same fix. */
export type Answer = 'yes' | 'no' | 'all' | 'quit'

/** A plan that somebody has to agree to. */
export interface PlanQuestion {
  readonly fix: AnyFix
  readonly finding: JudgedFinding
  readonly paths: readonly string[]
  /** A unified diff with secrets as pseudonyms. */
  readonly diff: string
  readonly enterMeans: boolean
}

export interface Agreement {
  /** Whether the plan may be carried out. Asks only where the answers so far do not tell. */
  ask(question: PlanQuestion): Promise<boolean>
  hasQuit(): boolean
}

/** Remembers for one run what was agreed to: `all` holds for the fix it was said of, `quit` for everything left. */
export const createAgreement = (ask: (question: PlanQuestion) => Promise<Answer>): Agreement => {
  const agreedTo = new Set<string>()
  let isOver = false
  return {
    hasQuit: () => isOver,
    ask: async (question) => {
      const { id } = question.fix
      if (isOver) return false
      if (agreedTo.has(id)) return true
      const answer = await ask(question)
      if (answer === 'all') agreedTo.add(id)
      isOver = answer === 'quit'
      return answer === 'yes' || answer === 'all'
    },
  }
}
