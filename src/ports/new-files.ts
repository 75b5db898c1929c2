import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from './errno.js'
import { MachineError, toMachineError } from './machine-error.js'

/** A file that is to be made, by its absolute path. */
export interface NewFile {
  readonly path: string
  readonly text: string
}

/**
 * Makes files, and the folders they are in, with the modes that the user's umask gives. Nothing that is there is
 * overwritten: throws a `MachineError` that names the first path at which that would be so, or that cannot be written.
 */
export const makeNewFiles = async (files: readonly NewFile[]): Promise<void> => {
  for (const { path, text } of files) {
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text, { flag: 'wx' })
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw new MachineError('failed', path, 'there is something already')
      throw toMachineError(error, path)
    }
  }
}
