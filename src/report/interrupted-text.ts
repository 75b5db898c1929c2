import { labelled, titleLine } from './block.js'
import { interruptedWords } from './interrupted-words.js'
import type { Report } from './schema.js'
import type { TextOptions } from './text-options.js'

/** Each run that was cut off and not ended yet, as a block of its own. */
export const interruptedBlocks = (report: Report, { style, cli }: TextOptions): readonly string[] =>
  (report.interrupted ?? []).map((each) => {
    const { what, next } = interruptedWords(each, report.run.home, cli)
    return [
      titleLine(style, 'warning', what),
      labelled(style, 'why', 'Part of it is as that run would leave it, and part as before.'),
      labelled(style, 'next', next),
    ].join('\n')
  })
