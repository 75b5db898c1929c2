import { hasChanged, type JudgedRun } from '../fix/judged-run.js'
import { Refusal } from './refusal.js'
import type { RunRecords } from './run-records.js'

const MOST_SHOWN = 5

/** The run that a name, or the beginning of one, stands for. Throws a {@link Refusal} that names the candidates. */
export const runNamed = (asked: string, { runs, unreadable }: RunRecords, cli: string): JudgedRun => {
  const names = [...runs.map(({ run }) => run.name), ...unreadable.map(({ name }) => name)]
  const fitting = names.filter((name) => name.startsWith(asked)).sort()
  const [name] = fitting
  if (asked === '' || name === undefined)
    throw new Refusal(
      'UNKNOWN_RUN',
      `There is no run ${asked === '' ? 'without a name' : asked}.`,
      names.length === 0
        ? 'Nothing has been changed yet.'
        : `The latest are: ${shown(names.sort().reverse())}. \`${cli} doctor history\` shows them all.`,
    )
  if (fitting.length > 1)
    throw new Refusal(
      'AMBIGUOUS_RUN',
      `${asked} fits more than one run: ${shown(fitting)}.`,
      'Write more of its name.',
    )
  const found = runs.find(({ run }) => run.name === name)
  if (found !== undefined) return found
  const { path, reason } = unreadable.find((each) => each.name === name) ?? { path: '', reason: '' }
  throw new Refusal(
    'JOURNAL_UNREADABLE',
    `The run ${name} cannot be undone: ${path}: ${reason}.`,
    'Nothing was changed. The files as they were before it are kept beside that journal.',
  )
}

/** The last run that changed something that is there still; null for none. Throws a {@link Refusal} where nobody can tell. */
export const latestRun = ({ runs, unreadable }: RunRecords, cli: string): JudgedRun | null => {
  const latest = runs.findLast(hasChanged) ?? null
  const hidden = unreadable.findLast(({ name }) => latest === null || !(name < latest.run.name))
  if (hidden === undefined) return latest
  const hint =
    latest === null
      ? `Look at it, then run \`${cli} doctor history\`.`
      : `To undo the last one that can be read, run \`${cli} doctor undo ${latest.run.name}\`.`
  throw new Refusal(
    'JOURNAL_UNREADABLE',
    `Which run was the last cannot be told: ${hidden.path}: ${hidden.reason}.`,
    `Nothing was changed. ${hint}`,
  )
}

const shown = (names: readonly string[]): string => {
  const more = names.length - MOST_SHOWN
  return `${names.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? `, and ${more} more` : ''}`
}
