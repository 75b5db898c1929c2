import type { ProcessMark } from '../ports/types.js'
import type { JournalEntry, JournaledFile, JournaledFolder, JournaledRun } from './journal.js'
import { journalLine } from './journal-schema.js'

/** A program of a step, and what is known of how far it came. */
export interface RecordedProgram {
  readonly run: JournaledRun
  /** Its place among the step's changes. */
  readonly change: number
  /** `unknown`: it was begun, and nobody wrote down how it ended. */
  readonly state: 'not-run' | 'done' | 'failed' | 'unknown' | 'taken-back'
}

/** A step of a run that may be over long since. */
export interface RecordedStep {
  readonly run: string
  /** The journal's, with the images in it. */
  readonly folder: string
  readonly number: number
  readonly at: number
  /** When anything was written into the journal. */
  readonly moments: readonly number[]
  readonly fix: string
  readonly subject: string
  readonly files: readonly JournaledFile[]
  /** Empty folders that were removed. */
  readonly folders: readonly JournaledFolder[]
  readonly programs: readonly RecordedProgram[]
  /** Whether all of its files are said to have been changed; else each of them tells. */
  readonly isMade: boolean
  /** The last that is known of it. */
  readonly event: 'intent' | 'applied' | 'verified' | 'rolled-back' | 'undoing' | 'undone'
}

/** A run as its journal tells of it. Times in Unix milliseconds. */
export interface RecordedRun {
  readonly name: string
  readonly folder: string
  readonly at: number
  readonly tool: string
  /** Every process that was at it, with the moment of its last word: its own, and those that undid it. */
  readonly processes: readonly { readonly mark: ProcessMark; readonly seen: number }[]
  /** In the order in which they were made. */
  readonly steps: readonly RecordedStep[]
}

type Line = ReturnType<typeof journalLine.parse>

/** Reads a journal's text, or says as one phrase what is wrong with it. A last line that a run died in is left aside. */
export const readRun = (
  name: string,
  folder: string,
  text: string,
): RecordedRun | { readonly fault: string } => {
  const lines: Line[] = []
  const texts = text.split('\n').flatMap((line, index) => (line === '' ? [] : [{ line, number: index + 1 }]))
  for (const { line, number } of texts) {
    const entry = entryOf(line)
    // A line that its writer died in was ended by the next writer, and is no whole one either.
    if (entry === 'torn') continue
    if (entry === 'unknown') return { fault: `its line ${number} is not one that this version knows` }
    lines.push(entry)
  }
  const [head] = lines
  if (head?.event !== 'run') return { fault: 'it does not say of which run it is' }
  if (head.version !== 1) return { fault: 'it was written by a newer version of this program' }
  const last = lines.findLast(({ event }) => event !== 'undoing')
  const own = head.process === undefined ? [] : [{ mark: head.process, seen: last?.at ?? head.at }]
  const undoers = lines.flatMap((each) =>
    each.event === 'undoing' ? [{ mark: each.process, seen: each.at }] : [],
  )
  const processes = [...own, ...undoers]
  const { at, tool } = head
  return { name, folder, at, tool, processes, steps: stepsOf(name, folder, lines) }
}

const entryOf = (line: string): Line | 'torn' | 'unknown' => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'torn'
  }
  const parsed = journalLine.safeParse(value)
  return parsed.success ? parsed.data : 'unknown'
}

const stepsOf = (run: string, folder: string, lines: readonly Line[]): readonly RecordedStep[] => {
  const steps = new Map<number, RecordedStep>()
  const moments = lines.map(({ at }) => at)
  for (const line of lines) {
    if (line.event === 'run') continue
    const { step: number, at } = line
    if (line.event === 'intent') {
      const { fix, subject, event } = line
      const changes = line.changes as Extract<JournalEntry, { event: 'intent' }>['changes']
      const files = changes.filter((change) => change.op !== 'run' && change.op !== 'rmdir')
      const folders = changes.filter((change) => change.op === 'rmdir')
      const programs = changes.flatMap((each, change): readonly RecordedProgram[] =>
        each.op === 'run' ? [{ run: each, change, state: 'not-run' }] : [],
      )
      steps.set(number, {
        run,
        folder,
        number,
        at,
        moments,
        fix,
        subject,
        files,
        folders,
        programs,
        isMade: false,
        event,
      })
      continue
    }
    const step = steps.get(number)
    if (step === undefined) continue
    if ('change' in line) steps.set(number, withProgram(step, line))
    else {
      const { event } = line
      steps.set(number, {
        ...step,
        event,
        isMade: step.isMade || event === 'applied' || event === 'verified',
      })
    }
  }
  return [...steps.values()]
}

const withProgram = (step: RecordedStep, line: Extract<Line, { change: number }>): RecordedStep => ({
  ...step,
  programs: step.programs.map((each) =>
    each.change === line.change ? { ...each, state: stateOf(each, line) } : each,
  ),
})

const stateOf = (
  { state }: RecordedProgram,
  line: Extract<Line, { change: number }>,
): RecordedProgram['state'] => {
  if (line.event === 'running') return 'unknown'
  if (line.event === 'ran-back') return line.code === 0 ? 'taken-back' : state
  return line.code === null ? 'unknown' : line.code === 0 ? 'done' : 'failed'
}
