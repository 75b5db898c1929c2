import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from './errno.js'
import { resolveLinks } from './link-target.js'
import { MachineError, toMachineError } from './machine-error.js'

/**
 * Sees to it that a file could be put at `path`, without touching anything, and returns the real path it would get.
 * Throws a {@link MachineError} that names what is in the way: the folder, or what stands there already.
 */
export const expectReplaceable = async (path: string): Promise<string> => {
  const target = targetOf(path)
  const folder = dirname(target)
  await within(folder, async () => {
    if (!(await stat(folder)).isDirectory()) throw new MachineError('absent', folder, 'it is not a folder')
    await access(folder, constants.W_OK | constants.X_OK)
  })
  const there = await within(target, () => statOrNull(target))
  if (there !== null && !there.isFile()) throw new MachineError('failed', target, 'it is not a regular file')
  return target
}

const targetOf = (path: string): string => {
  try {
    return resolveLinks(path)
  } catch (error) {
    // Missing is never the file itself, but a folder on the way to it.
    throw toMachineError(error, isMissing(error) ? dirname(path) : path)
  }
}

const statOrNull = async (path: string) => {
  try {
    return await stat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const within = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    throw toMachineError(error, path)
  }
}
