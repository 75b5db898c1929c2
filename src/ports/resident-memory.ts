import { readFile } from 'node:fs/promises'

const PAGE_BYTES = 4096
const EVERY_MS = 50

/** Bytes of memory that a process holds, or null where nobody can tell. */
const residentBytes = async (pid: number): Promise<number | null> => {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')
    return Number(pages) * PAGE_BYTES
  } catch {
    return null
  }
}

/** Calls `onOver` once when a process comes to hold more than `most` bytes; returns what ends the watch. Linux only. */
export const watchMemory = (pid: number, most: number, onOver: () => void): (() => void) => {
  if (process.platform !== 'linux') return () => undefined
  const timer = setInterval(async () => {
    if (((await residentBytes(pid)) ?? 0) <= most) return
    clearInterval(timer)
    onOver()
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
