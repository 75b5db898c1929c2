import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import type { FoundProgram, ProbeContext } from '../contract/index.js'
import { platformVariable } from './host.js'

type WhichHost = Pick<ProbeContext, 'env' | 'platform' | 'cwd'>

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

/** The names a shell would try. On Windows only a file with one of these endings can be run at all. */
const namesOf = (name: string, { env, platform }: WhichHost): readonly string[] => {
  if (platform !== 'win32') return [name]
  const endings = (platformVariable(env, 'PATHEXT', platform) || '.COM;.EXE;.BAT;.CMD').split(';')
  const lower = name.toLowerCase()
  const isWhole = endings.some((ending) => ending !== '' && lower.endsWith(ending.toLowerCase()))
  const longer = endings.filter((ending) => ending !== '').map((ending) => `${name}${ending.toLowerCase()}`)
  return isWhole ? [name, ...longer] : longer
}

/** The folders on PATH, made absolute. An empty entry is the working folder, but on Windows it is nothing. */
const foldersOf = ({ env, platform, cwd }: WhichHost): readonly string[] => {
  const path = platformVariable(env, 'PATH', platform)
  if (path === undefined) return []
  if (platform !== 'win32') return path.split(':').map((entry) => posix.resolve(cwd, entry))
  const entries = path.split(';').map((entry) => entry.replace(/^"(.*)"$/, '$1'))
  return entries.filter((entry) => entry !== '').map((entry) => win32.resolve(cwd, entry))
}

/**
 * Looks a program up on a search path as a shell does, but tells all it meets. The package `which` does not fit: it
 * leaves out files that may not be run, which are just what a doctor is asked about, and resolves relative entries
 * against the process's folder, not the given one.
 */
export const createWhich = (host: WhichHost): ((name: string) => Promise<readonly FoundProgram[]>) => {
  return async (name) => {
    if (name === '' || name.includes('/') || (host.platform === 'win32' && name.includes('\\'))) return []
    const { join } = host.platform === 'win32' ? win32 : posix
    const names = namesOf(name, host)
    const paths = new Set(foldersOf(host).flatMap((folder) => names.map((each) => join(folder, each))))
    const found = await Promise.all(
      [...paths].map(async (path) =>
        (await isFile(path)) ? [{ path, executable: await isExecutable(path) }] : [],
      ),
    )
    return found.flat()
  }
}
