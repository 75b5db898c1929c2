import { dirname } from 'node:path'
import type { Change } from '../contract/index.js'
import { messageOf } from '../engine/message-of.js'
import type { Machine, Release } from '../ports/types.js'
import type { Journal } from './journal.js'
import { holds } from './plan.js'
import { type PreparedChange, prepareChange } from './prepare.js'

export type Applied =
  | { readonly status: 'applied' }
  /** Something else changed a file in between; nothing was done, and a new plan may fit. */
  | { readonly status: 'outdated'; readonly path: string }
  /** Nothing was done, or all of it was taken back. */
  | { readonly status: 'failed' | 'rolled-back'; readonly reason: string }

export interface Step {
  readonly number: number
  readonly fix: string
  readonly subject: string
  readonly changes: readonly Change[]
  /** Called under the locks, when all is written: why it does not hold good, or null. */
  verify(): Promise<string | null>
}

/**
 * Carries out one fix's changes: locks, preconditions, images and journal on the disk, atomic writes, verification;
 * and takes everything back if any of it fails. Never throws.
 */
export const applyStep = async (step: Step, machine: Machine, journal: Journal): Promise<Applied> => {
  const releases: Release[] = []
  const madeFolders = new Map<string, readonly string[]>()
  const prepared: PreparedChange[] = []
  let kept = false
  const { probes, writer, locks } = machine
  const undo = async (reason: string): Promise<Applied> => {
    const undone = await takeBack(prepared)
    if (undone !== null)
      return { status: 'failed', reason: `${reason}; taking it back failed too: ${undone}` }
    if (prepared.some((change) => change.done)) {
      await journal
        .write({ event: 'rolled-back', step: step.number, at: probes.now() })
        .catch(() => undefined)
      return { status: 'rolled-back', reason }
    }
    return { status: 'failed', reason }
  }
  try {
    for (const change of step.changes) {
      const folder = dirname(change.path)
      if (change.op === 'write') madeFolders.set(change.path, await writer.makeFolder(folder))
      if (change.op !== 'chmod' && change.lock) releases.push(await locks.acquire(change.path))
    }
    for (const change of step.changes) {
      const found =
        change.op === 'chmod' ? await probes.fs.stat(change.path) : await probes.fs.readText(change.path)
      if (!holds(change, found as Parameters<typeof holds>[1])) {
        return { status: 'outdated', path: change.path }
      }
    }
    for (const [index, change] of step.changes.entries())
      prepared.push(
        await prepareChange(
          change,
          `${step.number}.${index}`,
          machine,
          journal,
          madeFolders.get(change.path) ?? [],
        ),
      )
    const { number, fix, subject } = step
    await journal.write({
      event: 'intent',
      step: number,
      fix,
      subject,
      changes: prepared.map((each) => each.journaled),
    })
    for (const change of prepared) {
      change.done = true
      await change.make()
    }
    await journal.write({ event: 'applied', step: number, at: probes.now() })
    const fault = await step.verify()
    if (fault !== null) return await undo(fault)
    await journal.write({ event: 'verified', step: number, at: probes.now() })
    kept = true
    return { status: 'applied' }
  } catch (error) {
    return await undo(messageOf(error))
  } finally {
    for (const release of releases.reverse()) await release()
    if (!kept) await removeMade(madeFolders, machine)
  }
}

/** Reverses what was done, last first. Returns why that was not possible, or null. */
const takeBack = async (prepared: readonly PreparedChange[]): Promise<string | null> => {
  try {
    for (const change of [...prepared].reverse()) if (change.done) await change.takeBack()
    return null
  } catch (error) {
    return messageOf(error)
  }
}

/** The folders go last: while a lock is held, its own folder is in them. */
const removeMade = async (
  madeFolders: ReadonlyMap<string, readonly string[]>,
  { writer }: Machine,
): Promise<void> => {
  for (const folders of madeFolders.values())
    for (const folder of [...folders].reverse()) await writer.removeFolderIfEmpty(folder)
}
