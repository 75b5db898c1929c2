import { labelled, titleLine } from './block.js'
import { shortPath, shortPathsIn } from './message.js'
import type { StatusDocument } from './status-schema.js'
import type { StatusTextOptions } from './status-text.js'
import { subjectWords } from './subject-words.js'

/** What keeps `models status` from telling all there is: files that cannot be read, and a sync that came to nothing. */
export const statusFaults = (document: StatusDocument, { style, home }: StatusTextOptions): string => {
  const unread = document.problems.map(({ what, next, path, line, column }) => {
    const isSaid = path === null || (line === null && what.includes(shortPath(path, home)))
    const where = isSaid ? [] : [[shortPath(path, home), line, column].filter((part) => part !== null)]
    return [
      titleLine(style, 'error', what),
      ...where.map((parts) => labelled(style, 'where', parts.join(':'))),
      ...(next === null ? [] : [labelled(style, 'next', next)]),
    ].join('\n')
  })
  const uncopied = document.sync
    .filter(({ status }) => status !== 'applied' && status !== 'offered')
    .map(({ subject, status, reason }) =>
      titleLine(
        style,
        'warning',
        `The login could not be copied (${subjectWords(subject)}): ${shortPathsIn(reason ?? status, home)}.`,
      ),
    )
  return [...unread, ...uncopied].map((block) => `${block}\n\n`).join('')
}
