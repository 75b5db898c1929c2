import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Writer } from '../ports/types.js'

/** A file as it was or will be. Never its content: only what tells whether it is the same. */
export interface Image {
  readonly sha256: string
  readonly mode: number
  readonly mtimeMs?: number
  /** The name of the copy beside the journal, 0600. */
  readonly copy?: string
}

/** One change as it is written down before it is made. Paths are real paths: no link is followed later. */
export interface JournaledChange {
  readonly op: 'write' | 'patch' | 'delete' | 'chmod'
  readonly path: string
  readonly before: Image | 'absent'
  readonly after: Image | 'absent'
  /** Folders that had to be made for it, outermost first. */
  readonly madeFolders: readonly string[]
}

export type JournalEntry =
  | {
      readonly event: 'run'
      readonly version: 1
      readonly run: string
      readonly tool: string
      readonly at: number
    }
  | {
      readonly event: 'intent'
      readonly step: number
      readonly fix: string
      readonly subject: string
      readonly changes: readonly JournaledChange[]
    }
  | { readonly event: 'applied' | 'verified' | 'rolled-back'; readonly step: number; readonly at: number }

/** The journal of one run: `<folder>/runs/<run>/journal.jsonl`, with the images beside it. Made at the first change. */
export interface Journal {
  readonly run: string
  /** Makes the folder if need be and returns where the image of this name goes. */
  imagePath(name: string): Promise<string>
  write(entry: JournalEntry): Promise<void>
}

/** Sorts by time, and stays apart from a run of the same second. */
const runName = (now: number): string =>
  `${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`

export const createJournal = (
  writer: Writer,
  options: { readonly folder: string; readonly tool: string; readonly now: () => number },
): Journal => {
  const run = runName(options.now())
  const folder = join(options.folder, 'runs', run)
  const file = join(folder, 'journal.jsonl')
  let opened: Promise<void> | undefined
  const open = async (): Promise<void> => {
    await writer.makeFolder(folder)
    const first: JournalEntry = { event: 'run', version: 1, run, tool: options.tool, at: options.now() }
    await writer.appendLine(file, JSON.stringify(first))
  }
  const opening = (): Promise<void> => {
    opened ??= open()
    return opened
  }
  return {
    run,
    imagePath: async (name) => {
      await opening()
      return join(folder, name)
    },
    write: async (entry) => {
      await opening()
      await writer.appendLine(file, JSON.stringify(entry))
    },
  }
}
