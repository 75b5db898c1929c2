import type { PlannedUndo } from '../fix/plan-undo.js'
import { Refusal } from './refusal.js'

type Refused = Exclude<PlannedUndo, { outcome: 'undo' | 'nothing' }>

/** Why a run is not undone, by what is on record. */
export const refuseToUndo = (name: string, planned: Refused, cli: string): Refusal => {
  switch (planned.outcome) {
    case 'running':
      return new Refusal(
        'STILL_RUNNING',
        `The run ${name} was not undone: its process is still at work.`,
        'Wait until it has ended, then try again.',
      )
    case 'irreversible': {
      const why = planned.steps.map(
        ({ step, irreversible }) => `${step.fix} (${step.subject}): ${irreversible}`,
      )
      return new Refusal(
        'IRREVERSIBLE',
        `The run ${name} was not undone, as it cannot be taken back: ${why.join('; ')}.`,
        `Nothing was changed. \`${cli} doctor history\` shows the runs before it.`,
      )
    }
    case 'later': {
      const { run, path } = planned
      return new Refusal(
        'CHANGED_SINCE',
        `The run ${name} was not undone: ${path} was changed again by the run ${run.run.name}.`,
        `Nothing was changed. Undo that one first: \`${cli} doctor undo ${run.run.name}\`.`,
      )
    }
  }
}

/** Something that is not on record is in the way: each fault begins with a path. */
export const changedSince = (name: string, faults: readonly string[]): Refusal =>
  new Refusal(
    'CHANGED_SINCE',
    `The run ${name} was not undone: ${faults.join('; ')}.`,
    'Nothing was changed. The files as they were before it are kept beside its journal, below doctor/runs.',
  )

export const cutOff = (name: string, reason: string, cli: string): Refusal =>
  new Refusal(
    'NOT_UNDONE',
    `The run ${name} could not be undone: ${reason}.`,
    `Mend that, then run \`${cli} doctor undo ${name}\` again: it goes on where this one ended.`,
  )
