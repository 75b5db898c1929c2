import { fstatSync, type Stats, statSync, writeSync } from 'node:fs'
import { codeOf } from './errno.js'

/**
 * Writes to a standard stream where it is a file or a pipe, as Node's own does there, but without loading streams, which
 * takes 2 ms. Returns the bytes that are left: all of them on a terminal and on Windows, where more has to be done
 * than to write, and the rest where somebody has made a pipe non-blocking and it is full. Throws what the system says.
 */
export const writeNow = (fd: 1 | 2, text: string): Buffer => {
  const bytes = Buffer.from(text)
  if (!isFileOrPipe(fd)) return bytes
  let written = 0
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written)
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error
  }
  return bytes.subarray(written)
}

/** Whether writing is all that there is to printing on one of the standard streams. */
export const isFileOrPipe = (fd: 1 | 2): boolean => {
  if (process.platform === 'win32') return false
  const stat = fstatSync(fd)
  return stat.isFile() || stat.isFIFO() || stat.isSocket() || isNull(stat)
}

/** Where a prompt or a probe that wants the exit code alone sends the rest. */
const isNull = (stat: Stats): boolean =>
  stat.isCharacterDevice() && stat.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev
