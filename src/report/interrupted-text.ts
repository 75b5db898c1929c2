import { labelled, titleLine } from './block.js'
import { shortPath } from './message.js'
import type { Report } from './schema.js'
import type { TextOptions } from './text-options.js'

/** Each run that was cut off and not ended yet, as a block of its own. */
export const interruptedBlocks = (report: Report, { style, cli }: TextOptions): readonly string[] =>
  (report.interrupted ?? []).map(({ run, while: doing, paths }) => {
    const where = paths.map((path) => shortPath(path, report.run.home)).join(', ')
    const what = doing === 'undoing' ? `Undoing the run ${run}` : `The run ${run}`
    return [
      titleLine(style, 'warning', `${what} was cut off while it changed ${where}.`),
      labelled(style, 'why', 'Part of it is as that run would leave it, and part as before.'),
      labelled(style, 'next', `Run \`${cli} doctor undo ${run}\`: then all is as before that run.`),
    ].join('\n')
  })
