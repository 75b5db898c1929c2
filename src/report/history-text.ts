import { labelled, problem } from './block.js'
import type { HistoryDocument } from './history-schema.js'
import { shortPath } from './message.js'
import { paint, type SignName, sign } from './style.js'
import { subjectWords } from './subject-words.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

interface HistoryTextOptions extends Omit<TextOptions, 'verbose'> {
  readonly home: string
}

type Run = HistoryDocument['runs'][number]
type Step = Run['steps'][number]

/** What was changed here, for a person: the newest first. */
export const historyText = (document: HistoryDocument, options: HistoryTextOptions): string => {
  const { style, home } = options
  const blocks = document.runs.map((run) => runBlock(run, options))
  for (const { path, reason } of document.unreadable)
    blocks.push(problem(style, 'warning', `${shortPath(path, home)}: ${reason}.`, null))
  if (blocks.length === 0) return 'Nothing has been changed yet.\n'
  return `${blocks.join('\n\n')}\n`
}

const LOOKS = {
  applied: ['pass', 'green'],
  running: ['info', 'blue'],
  interrupted: ['warning', 'yellow'],
  undone: ['skip', 'dim'],
  'rolled-back': ['skip', 'dim'],
  unchanged: ['skip', 'dim'],
  irreversible: ['pass', 'green'],
} as const satisfies Readonly<Record<Run['state'], readonly [SignName, string]>>

const WORDS: Readonly<Record<Run['state'], string>> = {
  applied: 'applied',
  running: 'still at work',
  interrupted: 'interrupted',
  undone: 'undone',
  'rolled-back': 'rolled back',
  unchanged: 'stopped, and nothing of it is left',
  irreversible: 'applied, cannot be undone',
}

const runBlock = (run: Run, options: HistoryTextOptions): string => {
  const { style, cli } = options
  const [name, colour] = LOOKS[run.state]
  const when = `${run.at.slice(0, 16).replace('T', ' ')} UTC`
  const separator = sign(style, 'separator')
  const head = [run.run, when, WORDS[run.state], run.tool].join(` ${separator} `)
  const lines = [`${paint(style, colour, sign(style, name))} ${wrap(head, style.width, '  ')}`]
  for (const step of run.steps) lines.push(...stepLines(step, run, options))
  if (run.state === 'interrupted')
    lines.push(labelled(style, 'next', `Run \`${cli} doctor undo ${run.run}\`.`))
  return lines.join('\n')
}

const stepLines = (step: Step, run: Run, { style, home }: HistoryTextOptions): readonly string[] => {
  const { title, subject, state, irreversible, paths, programs } = step
  const how = state === run.state || run.state === 'irreversible' ? '' : ` (${WORDS[state]})`
  const lines = [labelled(style, 'what', `${title}: ${subjectWords(subject)}${how}`)]
  const where = paths.map((path) => shortPath(path, home)).join(', ')
  if (where !== '') lines.push(labelled(style, 'where', where))
  for (const program of programs) lines.push(labelled(style, 'ran', `\`${program}\``))
  if (irreversible !== null && state === 'applied')
    lines.push(labelled(style, 'note', `Nothing takes it back: ${irreversible}.`))
  return lines
}
