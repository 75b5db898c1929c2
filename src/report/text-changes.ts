import { shortPath } from './message.js'
import type { Report, ReportChange } from './schema.js'
import { paint, sign } from './style.js'
import { subjectWords } from './subject-words.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

/** What was changed, would be changed, or could not be: one paragraph each. What is only offered is said at its finding. */
export const changeLines = (report: Report, options: TextOptions): readonly string[] =>
  report.changes.flatMap((change) => {
    const told = tell(change, options.cli)
    if (told === null) return []
    const { style } = options
    const place = change.paths.map((path) => shortPath(path, report.run.home)).join(', ')
    const text = `${told.text}${place === '' ? '' : ` ${sign(style, 'separator')} ${place}`}`
    const head = paint(style, told.good ? 'green' : 'yellow', sign(style, told.good ? 'pass' : 'warning'))
    const line = `${head} ${wrap(text, style.width, '  ')}`
    return change.diff !== null && change.status === 'planned' ? [line, change.diff.trimEnd()] : [line]
  })

const tell = (
  change: ReportChange,
  cli: string,
): { readonly good: boolean; readonly text: string } | null => {
  const title = `${change.title} (${subjectWords(change.subject)})`
  const because = change.reason === null ? '' : `: ${change.reason}`
  switch (change.status) {
    case 'applied':
      return { good: true, text: `done: ${title}` }
    case 'planned':
      return { good: true, text: `would do: ${title}` }
    case 'declined':
      return { good: false, text: `left as it is: ${title}` }
    case 'withheld':
      return {
        good: false,
        text: `not done, as nobody could be asked: ${title}. Run \`${cli} doctor --fix --yes\` to have it done`,
      }
    case 'named':
      return {
        good: false,
        text: `not done, as it cannot be taken back lightly: ${title}. Run \`${cli} doctor --fix --yes --force\``,
      }
    case 'refused':
    case 'outdated':
    case 'failed':
      return { good: false, text: `not done: ${title}${because}` }
    case 'rolled-back':
      return { good: false, text: `taken back: ${title}${because}` }
    case 'offered':
      return null
  }
}
