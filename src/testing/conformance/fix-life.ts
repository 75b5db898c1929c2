import { messageOf } from '../../engine/message-of.js'
import { touchEachOther } from '../../engine/read-paths.js'
import type { FixRecord } from '../../fix/fix-record.js'
import { snapshot } from '../../ports/scratch.js'
import type { ExampleRun } from '../run-example.js'
import { lastUndo, undoAll } from './undo-all.js'
import { inWard, type Ward } from './ward.js'

/** What went wrong in the life of an example's fixes, each by the fix it is about. */
export interface FixLife {
  readonly applied: readonly string[]
  readonly unmended: readonly FixFault[]
  readonly unsettled: readonly FixFault[]
  readonly notUndone: readonly FixFault[]
  readonly astray: readonly FixFault[]
}

export interface FixFault {
  readonly fix: string
  readonly fault: string
}

/** Carries out the fixes of one example on a disk, asks for them again, and takes them back. */
export const liveThrough = (run: ExampleRun): Promise<FixLife> =>
  inWard(run.plugin, run.example.home, async (ward) => {
    const { home } = ward
    const readBy = await pathsRead(run, ward)
    const before = await snapshot(home)
    const records = await ward.treat('apply')
    const done = records.filter(({ status }) => status === 'applied')
    const after = await snapshot(home)

    const again = (await ward.treat('apply')).filter(({ status }) => status === 'applied')
    const settled = difference(after, await snapshot(home))

    const undone = await takeBack(ward)
    const back = undone === null ? difference(before, await snapshot(home)) : []
    const ofAll = (faults: readonly string[]): readonly FixFault[] =>
      done.flatMap(({ fix }) => faults.map((fault) => ({ fix, fault })))

    return {
      applied: done.map(({ fix }) => fix),
      unmended: records.filter(isUnmended).map(({ fix, status, reason }) => ({
        fix,
        fault: `${status}: ${reason ?? 'it says no more'}`,
      })),
      unsettled: [
        ...again.map(({ fix, subject }) => ({ fix, fault: `it changes ${subject} again` })),
        ...(again.length === 0 ? ofAll(settled.map((path) => `${path} changes again`)) : []),
      ],
      notUndone: ofAll([
        ...(undone === null || undone === 'irreversible' ? [] : [undone]),
        ...back.map((path) => `${path} is not as it was`),
      ]),
      astray: done.flatMap(({ fix, paths }) =>
        paths
          .filter((path) => !(readBy.get(fix) ?? []).some((read) => touchEachOther(read, path)))
          .map((path) => ({
            fix,
            fault: `no fact in its touches reads ${path.replace(home, '~')}`,
          })),
      ),
    }
  })

const isUnmended = ({ status }: FixRecord): boolean =>
  status === 'failed' || status === 'rolled-back' || status === 'outdated'

const pathsRead = async (
  { plugin }: ExampleRun,
  ward: Ward,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const read = new Map<string, readonly string[]>()
  for (const { id, touches } of plugin.fixes) read.set(id, await ward.pathsReadBy(touches))
  return read
}

/** Null where all of it was taken back. */
const takeBack = async ({ records, machine }: Ward): Promise<string | null> => {
  try {
    await undoAll(records, machine)
    return (await lastUndo(records, machine)) === null ? null : 'something is left'
  } catch (error) {
    return messageOf(error)
  }
}

const difference = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((path) => one[path] !== other[path])
    .map((path) => (path === '.' ? '~' : `~/${path}`))
