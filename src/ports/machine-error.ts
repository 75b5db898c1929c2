import { codeOf, reasonOf } from './errno.js'
import type { MachineErrorCode, MachineErrorLike } from './types.js'

const CODES: Readonly<Record<string, MachineErrorCode>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'read-only',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  ELOCKED: 'locked',
}

const WORDS: Readonly<Record<Exclude<MachineErrorCode, 'failed'>, string>> = {
  denied: 'permission denied',
  'read-only': 'the file system is read-only',
  'no-space': 'no space is left on the disk',
  absent: 'there is no such file or folder',
  locked: 'another program holds its lock',
}

export class MachineError extends Error implements MachineErrorLike {
  override readonly name = 'MachineError'

  constructor(
    readonly code: MachineErrorCode,
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}`)
  }
}

/** The error of an operation on `path`, told without anything the original may quote. */
export const toMachineError = (error: unknown, path: string): MachineError => {
  if (error instanceof MachineError) return error
  const code = CODES[codeOf(error)] ?? 'failed'
  return new MachineError(code, path, code === 'failed' ? reasonOf(error) : WORDS[code])
}
