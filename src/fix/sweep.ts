import { basename, dirname, join } from 'node:path'
import type { Machine } from '../ports/types.js'
import type { RecordedStep } from './recorded-run.js'

/** By then whoever writes a file has given it its name, or is no more. */
const STALE_MS = 30 * 1000

/** A file is written beside another one within so long of a word in the journal, or not by that run. */
const WITHIN_MS = 60 * 1000

/**
 * Removes files that a run which was killed had begun to write beside one of its own: by their names, their owner, and
 * the time they were last written at. Throws the writer's errors.
 */
export const sweepLeftovers = async (
  steps: readonly RecordedStep[],
  { probes, writer }: Pick<Machine, 'probes' | 'writer'>,
): Promise<void> => {
  const { fs, now, user } = probes
  for (const [path, moments] of momentsByPath(steps)) {
    const listed = await fs.list(dirname(path))
    if (listed.state !== 'ok') continue
    for (const name of listed.names.filter((each) => isBesideName(each, basename(path)))) {
      const beside = join(dirname(path), name)
      const found = await fs.stat(beside)
      if (found.state !== 'ok' || found.kind !== 'file' || found.isLink) continue
      const { mtimeMs, uid } = found
      const isOurs = moments.some((at) => Math.abs(mtimeMs - at) <= WITHIN_MS)
      if (isOurs && uid === user.uid && now() - mtimeMs > STALE_MS) await writer.remove(beside)
    }
  }
}

/** As write-file-atomic names them: the file's own name and a number of 32 bits. */
const isBesideName = (name: string, own: string): boolean =>
  name.startsWith(`${own}.`) && /^\d{1,10}$/.test(name.slice(own.length + 1))

const momentsByPath = (steps: readonly RecordedStep[]): ReadonlyMap<string, readonly number[]> => {
  const moments = new Map<string, readonly number[]>()
  for (const step of steps)
    for (const { path } of step.files) moments.set(path, [...(moments.get(path) ?? []), ...step.moments])
  return moments
}
