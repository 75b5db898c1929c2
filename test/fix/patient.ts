import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Change,
  defineCheck,
  defineFact,
  defineFix,
  type FixTarget,
  type ReadResult,
  type Risk,
} from '../../src/contract/index.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { judge } from '../../src/engine/judge.js'
import { createRegistry } from '../../src/engine/registry.js'
import type { ConsentContext } from '../../src/fix/consent.js'
import type { FixContext, FixRecord } from '../../src/fix/fix-record.js'
import { createJournal } from '../../src/fix/journal.js'
import { runFixes } from '../../src/fix/run-fixes.js'
import { createMachine, type HostMachine } from '../../src/ports/machine.js'

/** What the fact saw at a path; `sha256` and `mode` are of nothing where there is no file. */
export interface Seen {
  readonly path: string
  readonly state: ReadResult['state']
  readonly text: string
  readonly sha256: string
  readonly mode: number
}

export interface Ailment {
  readonly home: string
  /** The file that is looked at. */
  readonly path: string
  readonly risk?: Risk
  /** One finding for each. */
  readonly subjects?: readonly string[]
  /** Broken until the file says that the subject is done. */
  isBroken?(seen: Seen, subject: string): boolean
  /** Sets that the subject is done, where it is left out. */
  plan?(seen: Seen, target: FixTarget, machine: HostMachine): unknown
  readonly lock?: true
  /** Whether the fix says that it touches what is looked at; without, its paths tell. */
  readonly touches?: true
}

export const sha256Of = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')

export const journalFolder = (home: string): string => join(home, 'state/doctor')

const isNotDone = ({ text }: Seen, subject: string): boolean => !text.includes(`"${subject}": true`)

/** The change that sets a subject done, in a store that is there. */
export const setDone = ({ path, sha256 }: Seen, subject: string, lock?: true): Change => ({
  op: 'patch',
  path,
  dialect: 'json',
  before: { sha256 },
  edits: [{ at: [subject], set: true }],
  ...(lock === undefined ? {} : { lock }),
})

const NOT_ASKED: FixContext['ask'] = async () => {
  throw new Error('asked, though nobody is there')
}

/** One file, one check and one fix for it, on a real machine whose home is a temp folder. */
export const admit = (
  ailment: Ailment,
  options: {
    readonly consent?: Partial<ConsentContext>
    readonly alter?: (machine: HostMachine) => Partial<HostMachine>
    readonly mask?: (machine: HostMachine) => FixContext['mask']
    readonly ask?: FixContext['ask']
    readonly now?: () => number
  } = {},
) => {
  const { home, path, risk = 'safe', subjects = ['done'], isBroken = isNotDone, lock } = ailment
  const real = createMachine({ env: {}, home, cwd: home, ...(options.now && { now: options.now }) })
  const machine: HostMachine = { ...real, ...options.alter?.(real) }
  const plan = ailment.plan ?? ((seen: Seen, { subject }: FixTarget) => [setDone(seen, subject, lock)])

  const store = defineFact({
    id: 'test/store',
    collect: async ({ fs }) => {
      const found = await fs.readText(path)
      const { text, sha256, mode } =
        found.state === 'ok' ? { ...found, mode: found.stat.mode } : { text: '', sha256: '', mode: 0 }
      return { path, state: found.state, text, sha256, mode }
    },
  })
  const check = defineCheck({
    id: 'test/done',
    title: 'All is done',
    docsUrl: '',
    severity: 'error',
    tags: [],
    needs: { store },
    messages: { undone: { what: 'Not done.', why: 'It should be.' } },
    evaluate: ({ store }) =>
      subjects
        .filter((subject) => isBroken(store, subject))
        .map((subject) => ({ messageId: 'undone', subject, evidence: [], fixes: ['test/do-it'] })),
  })
  const fix = defineFix({
    id: 'test/do-it',
    title: 'Do it',
    risk,
    needs: { store },
    touches: ailment.touches ? [store] : [],
    plan: ({ store }, target) => plan(store, target, machine) as readonly Change[],
  })

  const registry = createRegistry([
    { apiVersion: 1, id: 'test', facts: [store], checks: [check], fixes: [fix], redactors: [] },
  ])
  const facts = createFactStore(machine.probes, { timeoutMs: 10_000, settings: {} })
  const journal = createJournal(machine.writer, {
    folder: journalFolder(home),
    tool: 'test 1',
    now: machine.probes.now,
    process: machine.processes.own,
  })
  const context: FixContext = {
    registry,
    facts,
    machine,
    journal,
    consent: {
      fix: true,
      yes: true,
      force: false,
      dryRun: false,
      automatic: true,
      terminal: false,
      ...options.consent,
    },
    timeoutMs: 10_000,
    mask: options.mask?.(machine) ?? ((text) => text),
    ask: options.ask ?? NOT_ASKED,
  }
  return {
    machine,
    journal,
    context,
    /** Judges over what is known and fixes what is found. */
    treat: async (): Promise<readonly FixRecord[]> => {
      const { outcome, reason, findings } = await judge(check, facts, 10_000)
      if (outcome === 'error') throw new Error(reason)
      return runFixes(findings, context)
    },
  }
}

/** Everything below a folder, the folder included: kind, mode, time of change, and content or target. */
export const listTree = async (root: string): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(root, { recursive: true })).sort()
  const entries = ['.', ...names].map(async (name) => {
    const path = join(root, name)
    const stats = await lstat(path)
    const content = stats.isSymbolicLink()
      ? `-> ${await readlink(path)}`
      : stats.isFile()
        ? sha256Of(await readFile(path))
        : 'folder'
    return [name, `${(stats.mode & 0o7777).toString(8)} ${stats.mtimeMs} ${content}`] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** A listing without the times of folders, which change when something is made in them and removed again. */
export const withoutFolderTimes = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(tree).map(([name, told]) => [name, told.replace(/ \S+ folder$/, ' folder')]),
  )

/** The entries of the only journal in a home. */
export const readJournal = async (home: string) => {
  const runs = join(journalFolder(home), 'runs')
  const [run = ''] = await readdir(runs)
  const lines = (await readFile(join(runs, run, 'journal.jsonl'), 'utf8')).trimEnd().split('\n')
  const images = (await readdir(join(runs, run))).filter((name) => name !== 'journal.jsonl')
  return { folder: join(runs, run), images, entries: lines.map((line) => JSON.parse(line)) }
}
