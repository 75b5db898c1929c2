import type { Registry } from '../engine/registry.js'
import type { Answer, PlanQuestion } from '../fix/agreement.js'
import type { FixRecord } from '../fix/fix-record.js'
import { fillMessage, type MessageSurroundings } from '../report/message.js'
import type { PlanToShow } from '../report/plan-text.js'

/** Somebody at a terminal who can be asked about plans. */
export interface Asker {
  /** Shows a plan and returns what is to be done with it. */
  ask(plan: PlanToShow): Promise<Answer>
  /** Says what became of a plan that was agreed to. */
  tell(record: FixRecord, home: string): void
}

/** A plan in the words in which a person is asked about it. */
export const planToShow = (
  { fix, finding, paths, diff, enterMeans }: PlanQuestion,
  { checks }: Registry,
  around: MessageSurroundings,
): PlanToShow => {
  const { check, messageId, subject, severity, data = {} } = finding
  const message = checks.get(check)?.messages[messageId]
  return {
    check,
    subject,
    severity,
    what: message === undefined ? messageId : fillMessage(message, data, around).what,
    title: fix.title,
    risk: fix.risk,
    paths,
    diff,
    enterMeans,
    home: around.home,
  }
}
