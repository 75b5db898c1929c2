import { stat } from 'node:fs/promises'
import { dirname, join, posix, win32 } from 'node:path'
import type { FoundProgram, ProbeContext } from '../contract/index.js'
import { platformVariable } from './host.js'

type WhichHost = Pick<ProbeContext, 'env' | 'platform' | 'cwd'>

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )

/** The folders on PATH, made absolute. An empty entry is the working folder, but on Windows it is nothing. */
const foldersOf = ({ env, platform, cwd }: WhichHost): readonly string[] => {
  const path = platformVariable(env, 'PATH', platform)
  if (path === undefined) return []
  if (platform !== 'win32') return path.split(':').map((entry) => posix.resolve(cwd, entry))
  const entries = path.split(';').map((entry) => entry.replace(/^"(.*)"$/, '$1'))
  return entries.filter((entry) => entry !== '').map((entry) => win32.resolve(cwd, entry))
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
    const { default: which } = await import('which')
    const lookIn = async (folder: string): Promise<readonly FoundProgram[]> => {
      const found = (await which(name, { ...options, path: folder })) ?? []
      const runnable = found.filter((path) => dirname(path) === folder)
      const path = join(folder, name)
      const isBlocked = host.platform !== 'win32' && !runnable.includes(path) && (await isFile(path))
      return isBlocked
        ? [{ path, executable: false }]
        : runnable.map((each) => ({ path: each, executable: true }))
    }
    return (await Promise.all([...new Set(foldersOf(host))].map(lookIn))).flat()
  }
}
