import { labelled, problem } from './block.js'
import { shortPath } from './message.js'
import { paint, sign } from './style.js'
import { subjectWords } from './subject-words.js'
import type { TextOptions } from './text-options.js'
import type { UndoDocument } from './undo-schema.js'
import { wrap } from './wrap.js'

interface UndoTextOptions extends Omit<TextOptions, 'verbose'> {
  readonly home: string
}

/** What `doctor undo` did, for a person. */
export const undoText = (document: UndoDocument, options: UndoTextOptions): string => {
  const { run, status } = document
  const { style, cli, home } = options
  if (status === 'unchanged') {
    const what = run === null ? 'Nothing has been changed yet' : `The run ${run} is undone already`
    return `${wrap(`${what}: there was nothing to undo.`, style.width, '')}\n`
  }
  const blocks = [wrap(headline(document), style.width, '')]
  for (const { title, subject } of document.steps)
    blocks.push(
      line(options, `${status === 'done' ? 'undone' : 'would undo'}: ${title} (${subjectWords(subject)})`),
    )
  const paths = document.restored.map((path) => shortPath(path, home)).join(', ')
  if (status === 'done' && paths !== '') blocks.push(labelled(style, 'now', `As before: ${paths}.`))
  if (document.diff !== null) blocks.push(document.diff.trimEnd())
  for (const { title, subject, reason } of document.kept)
    blocks.push(
      problem(style, 'warning', `Not taken back: ${title} (${subjectWords(subject)}): ${reason}.`, null),
    )
  if (document.warning !== null) blocks.push(problem(style, 'warning', `${document.warning}.`, null))
  if (status === 'planned')
    blocks.push(labelled(style, 'next', `To do it, run \`${cli} doctor undo ${run}\`.`))
  return `${blocks.join('\n')}\n`
}

const headline = ({ run, status }: UndoDocument): string =>
  status === 'done' ? `The run ${run} is undone.` : `Nothing was written. Undoing the run ${run} would be:`

const line = ({ style }: UndoTextOptions, text: string): string =>
  `${paint(style, 'green', sign(style, 'pass'))} ${wrap(text, style.width, '  ')}`

interface Undone {
  readonly agentId: string
  readonly profileId: string
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly restored: readonly string[]
  readonly isBack: boolean
  readonly diff: string | null
}

export const undoneText = ({ agentId, profileId: id, status, restored, isBack, diff }: Undone): string => {
  if (status === 'unchanged')
    return `The last removal, of ${id} from agent ${agentId}, is undone already: nothing was changed.\n`
  if (status === 'planned') return `Nothing was written. It would be:\n${diff?.trimEnd() ?? ''}\n`
  const what = isBack
    ? `${id} is back in the store of agent ${agentId}.`
    : `What named ${id} is back; the store of agent ${agentId} did not hold it then, and does not now.`
  return `${what}\nAs before its removal: ${restored.join(', ')}.\n`
}
