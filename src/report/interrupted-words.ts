import { shortPath } from './message.js'
import type { Report } from './schema.js'

type Interrupted = NonNullable<Report['interrupted']>[number]

/** What became of a run that was cut off, and what ends it. `cli` is the name of this program. */
export const interruptedWords = (
  { run, while: doing, paths }: Interrupted,
  home: string,
  cli: string,
): { readonly what: string; readonly next: string } => {
  const where = paths.map((path) => shortPath(path, home)).join(', ')
  const subject = doing === 'undoing' ? `Undoing the run ${run}` : `The run ${run}`
  return {
    what: `${subject} was cut off while it changed ${where}.`,
    next: `Run \`${cli} doctor undo ${run}\`: then all is as before that run.`,
  }
}
