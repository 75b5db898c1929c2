import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RunChange } from '../contract/index.js'
import type { Owner, ProcessMark, Writer } from '../ports/types.js'

/** A file as it was or will be. Never its content: only what tells whether it is the same, and where a copy lies. */
export interface Image {
  readonly sha256: string
  readonly mode: number
  /** The name of the copy beside the journal, 0600. */
  readonly copy: string
}

/** Everything that is needed to put a file back. `mtimeMs` in Unix milliseconds. */
export interface BeforeImage extends Image {
  readonly mtimeMs: number
  /** Left out where the platform has none, and by versions that did not say. */
  readonly owner?: Owner
}

/** A change of what a file holds, as it is written down before it is made. */
export interface JournaledContent {
  readonly op: 'write' | 'patch' | 'delete'
  readonly path: string
  readonly before: BeforeImage | 'absent'
  readonly after: Image | 'absent'
  /** Folders that had to be made for it, outermost first. */
  readonly madeFolders: readonly string[]
  /** What is to be held to put it back too; left out by versions that did not say. */
  readonly lock?: HeldLock | null
}

/** An advisory lock: a folder, or the gateway's kind, a file, beside the path. */
export interface HeldLock {
  readonly kind: 'folder' | 'file'
  readonly path: string
}

/** A change of permission bits alone. */
export interface JournaledMode {
  readonly op: 'chmod'
  readonly path: string
  readonly before: { readonly mode: number }
  readonly after: { readonly mode: number }
}

/** The removal of an empty folder. `mtimeMs` in Unix milliseconds. */
export interface JournaledFolder {
  readonly op: 'rmdir'
  readonly path: string
  readonly before: { readonly mode: number; readonly mtimeMs: number }
  readonly after: 'absent'
}

/** Paths are real paths: no link is followed later. */
export type JournaledFile = JournaledContent | JournaledMode

export type JournaledPath = JournaledFile | JournaledFolder

/** A program as it is written down before it is run; what it prints is written nowhere. */
export type JournaledRun = RunChange

export type JournaledChange = JournaledPath | JournaledRun

/**
 * A line of the journal. Between its `intent` and its `verified` a step may have been made or not, in part or whole,
 * and each of its files tells which by its hash; after `rolled-back`, and after `undone`, which a later run adds, all is as
 * it was. `at` in Unix milliseconds.
 */
export type JournalEntry =
  | {
      readonly event: 'run'
      readonly version: 1
      readonly run: string
      readonly tool: string
      readonly at: number
      /** Who writes it; left out by versions that did not say. */
      readonly process?: ProcessMark
    }
  | {
      readonly event: 'intent'
      readonly step: number
      readonly at: number
      readonly fix: string
      readonly subject: string
      readonly changes: readonly JournaledChange[]
    }
  | {
      readonly event: 'applied' | 'verified' | 'rolled-back' | 'undone'
      readonly step: number
      readonly at: number
    }
  /** It is about to be put back, by a later run. */
  | {
      readonly event: 'undoing'
      readonly step: number
      readonly at: number
      readonly process: ProcessMark
    }
  /** Of one of the step's programs, by its place among the changes: it is about to be run. */
  | {
      readonly event: 'running'
      readonly step: number
      readonly at: number
      readonly change: number
    }
  /** It has ended, or what takes it back has. `code` is null where it was not started or did not end by itself. */
  | {
      readonly event: 'ran' | 'ran-back'
      readonly step: number
      readonly at: number
      readonly change: number
      readonly code: number | null
    }

/**
 * The journal of one run: `<folder>/runs/<run>/journal.jsonl`, with the images beside it. Nothing is there before the
 * first image or entry. Errors are those of the writer.
 */
export interface Journal {
  readonly run: string
  readonly folder: string
  /** A number that no other step of this run has. */
  nextStep(): number
  /** Names an image of a step and makes the folder for it if need be; the caller writes it. */
  newImage(step: number, name: string): Promise<{ readonly copy: string; readonly path: string }>
  /** Where the image of this name is. */
  imagePath(copy: string): string
  /** Returns when the entry is on the disk. */
  write(entry: JournalEntry): Promise<void>
  /** Removes a step's images, as far as that is possible, and the folders made for them where nothing was written. */
  discard(step: number): Promise<void>
}

export interface JournalOptions {
  readonly folder: string
  /** Name and version of the program that writes it. */
  readonly tool: string
  readonly now: () => number
  /** The process that writes it, where it is to be told from others later. */
  readonly process?: () => Promise<ProcessMark>
}

/** Sorts by time, and stays apart from a run of the same millisecond. */
const runName = (now: number): string =>
  `${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`

/**
 * Makes nothing on the disk before the first entry or image, and gets its name when it is asked for: most runs change
 * nothing. What cannot be written throws a `MachineError`.
 */
export const createJournal = (
  writer: Writer,
  { folder: root, tool, now, process }: JournalOptions,
): Journal => {
  let name: string | undefined
  const run = (): string => {
    name ??= runName(now())
    return name
  }
  const folder = (): string => join(root, 'runs', run())
  const file = (): string => join(folder(), 'journal.jsonl')
  const images = new Map<string, number>()
  let made: readonly string[] | null = null
  let isStarted = false
  let steps = 0
  let entries = 0

  const append = (entry: JournalEntry): Promise<void> => writer.appendLine(file(), JSON.stringify(entry))
  const removeFolders = async (): Promise<void> => {
    if (isStarted) await writer.remove(file())
    isStarted = false
    for (const each of [...(made ?? [])].reverse()) await writer.removeFolderIfEmpty(each)
    made = null
  }

  return {
    get run() {
      return run()
    },
    get folder() {
      return folder()
    },
    nextStep: () => steps++,
    imagePath: (copy) => join(folder(), copy),
    async newImage(step, name) {
      made ??= await writer.makeFolder(folder())
      const copy = `${step}.${name}`
      images.set(copy, step)
      return { copy, path: join(folder(), copy) }
    },
    async write(entry) {
      made ??= await writer.makeFolder(folder())
      if (!isStarted) {
        const by = process === undefined ? {} : { process: await process() }
        await append({ event: 'run', version: 1, run: run(), tool, at: now(), ...by })
      }
      isStarted = true
      await append(entry)
      entries += 1
    },
    async discard(step) {
      for (const [copy, of] of images) {
        if (of !== step) continue
        images.delete(copy)
        // It may never have been written.
        await writer.remove(join(folder(), copy)).catch(() => undefined)
      }
      if (entries === 0) await removeFolders().catch(() => undefined)
    },
  }
}
