import { statSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import type { ProbeContext } from '../contract/index.js'
import { isMissing } from './errno.js'
import { platformVariable } from './host.js'

type Searched = Pick<ProbeContext, 'env' | 'platform' | 'cwd'>

/** The folders on PATH, made absolute. An empty entry is the working folder, but on Windows it is nothing. */
export const searchFolders = ({ env, platform, cwd }: Searched): readonly string[] => {
  const path = platformVariable(env, 'PATH', platform)
  if (path === undefined) return []
  if (platform !== 'win32') return path.split(':').map((entry) => posix.resolve(cwd, entry))
  const entries = path.split(';').map((entry) => entry.replace(/^"(.*)"$/, '$1'))
  return entries.filter((entry) => entry !== '').map((entry) => win32.resolve(cwd, entry))
}

/**
 * True where none of the folders on PATH has anything of a program's name, so that there is nothing to start. False also
 * where that cannot be told without trying: for a path, without a PATH, and on Windows, where names get endings.
 */
export const isNowhere = (name: string, searched: Searched): boolean =>
  searched.platform !== 'win32' &&
  searched.env.PATH !== undefined &&
  !name.includes('/') &&
  searchFolders(searched).every((folder) => isAbsent(join(folder, name)))

const isAbsent = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined
  } catch (error) {
    return isMissing(error)
  }
}
