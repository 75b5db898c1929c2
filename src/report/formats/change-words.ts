import { shortPath, shortPathsIn } from '../message.js'
import type { ReportChange } from '../schema.js'
import { isOfDomain, subjectWords } from '../subject-words.js'

const STATES: Readonly<Record<ReportChange['status'], string>> = {
  applied: 'Done',
  offered: 'Offered',
  planned: 'Planned',
  declined: 'Left as it is',
  withheld: 'Not done, as nobody could be asked',
  named: 'Not done without --force',
  refused: 'Not done',
  failed: 'Not done',
  outdated: 'Not done, as another program kept changing the file',
  'rolled-back': 'Taken back',
}

/** What became of a fix, and what it was about. */
export const changeWords = (
  { status, title, subject, check, reason, paths }: ReportChange,
  home: string,
): { readonly state: string; readonly what: string } => {
  const about = isOfDomain(subject, check) ? title : `${title} (${subjectWords(subject)})`
  const because = reason === null ? '' : `: ${shortPathsIn(reason, home)}`
  const places = paths.length === 0 ? '' : ` in ${paths.map((path) => shortPath(path, home)).join(', ')}`
  return { state: STATES[status], what: `${about}${places}${because}` }
}
