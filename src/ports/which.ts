import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FoundProgram, ProbeContext } from '../contract/index.js'
import { platformVariable } from './host.js'
import { searchFolders } from './search-path.js'

type WhichHost = Pick<ProbeContext, 'env' | 'platform' | 'cwd'>

const isFile = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}

/**
 * Looks a program up on a search path as a shell does, but tells all it meets: `which` finds what can be run, one
 * folder at a time, since it would take relative ones for the process's own; and beside it stands what has the name
 * and may not be run, which is just what a doctor is asked about.
 */
export const createWhich = (host: WhichHost): ((name: string) => Promise<readonly FoundProgram[]>) => {
  const pathExt = platformVariable(host.env, 'PATHEXT', host.platform)
  const options = { all: true, nothrow: true, ...(pathExt === undefined ? {} : { pathExt }) } as const
  return async (name) => {
    if (name === '' || name.includes('/') || (host.platform === 'win32' && name.includes('\\'))) return []
    const lookIn = async (folder: string): Promise<readonly FoundProgram[]> => {
      const path = join(folder, name)
      // Most folders have nothing of that name, and that is soon told.
      if (host.platform !== 'win32' && !isFile(path)) return []
      const { default: which } = await import('which')
      const found = (await which(name, { ...options, path: folder })) ?? []
      const runnable = found.filter((each) => dirname(each) === folder)
      const isBlocked = host.platform !== 'win32' && !runnable.includes(path)
      return isBlocked
        ? [{ path, executable: false }]
        : runnable.map((each) => ({ path: each, executable: true }))
    }
    return (await Promise.all([...new Set(searchFolders(host))].map(lookIn))).flat()
  }
}
