import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type CountedFile, countFile } from './count-file.js'

/** Few enough that what is held of them at once is little, and enough that the disk need not be waited for. */
const AT_ONCE = 8
/** A thread takes as long to start as so many reports take to be read. */
const WORTH_A_THREAD = 200
const MOST_THREADS = 8

type Count = (files: readonly string[]) => Promise<readonly CountedFile[]>

/** Hands each file's count to `onCounted` as soon as it is there, in any order; many are read in several threads. */
export const countFiles = async (
  files: readonly string[],
  identity: string | null,
  onCounted: (file: string, counted: CountedFile) => void,
): Promise<void> => {
  const count = Math.min(Math.floor(files.length / WORTH_A_THREAD), availableParallelism(), MOST_THREADS)
  const threads = Array.from({ length: count > 1 ? count : 0 }, () => startThread(identity))
  const counts = threads.length === 0 ? [countHere(identity)] : threads.map(countIn)
  const waiting = batchesOf(files)
  const lane = async (count: Count): Promise<void> => {
    for (const batch of waiting) {
      const counted = await count(batch)
      for (const [index, file] of batch.entries())
        onCounted(file, counted[index] ?? { reason: 'it was not read' })
    }
  }
  try {
    await Promise.all(counts.map(lane))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

function* batchesOf(files: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < files.length; at += AT_ONCE) yield files.slice(at, at + AT_ONCE)
}

const countHere =
  (identity: string | null): Count =>
  (files) =>
    Promise.all(files.map((file) => countFile(file, identity)))

/** As the module that starts it is: alone, or bundled into one file. */
const WORKER = extname(import.meta.url) === '.cjs' ? './count-worker.cjs' : './count-worker.js'

const startThread = (identity: string | null): Worker =>
  new Worker(new URL(WORKER, import.meta.url), { workerData: { identity } })

/** Rejects where the thread fails. */
const countIn =
  (thread: Worker): Count =>
  async (files) => {
    thread.postMessage(files)
    const [counted] = await once(thread, 'message')
    return counted
  }
