import { constants, rmSync } from 'node:fs'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMissing } from './errno.js'

/** The database itself; its log; and the journal of a change that was cut off. Its `-shm` is made anew for the copy. */
const PARTS = ['', '-wal', '-journal'] as const

/** What tells that a file is still the one it was, byte for byte; null where there is none. */
type Mark = string | null

export interface DatabaseCopy {
  readonly path: string
  remove(): Promise<void>
}

const NAME = 'copy.sqlite'

/**
 * A copy of a database in a private folder among the system's temporary files, as it was at one moment; `busy` where
 * it changed during each of two attempts. Throws what the file system throws. Whoever asked for it removes it; should
 * this process end before, it is removed then.
 */
export const copyDatabase = async (path: string): Promise<DatabaseCopy | 'busy'> => {
  const folder = await mkdtemp(join(tmpdir(), 'clawdbot-doctor-'))
  const atExit = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', atExit)
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true })
    process.off('exit', atExit)
  }
  try {
    const to = join(folder, NAME)
    if ((await copyAtRest(path, to)) || (await copyAtRest(path, to))) return { path: to, remove }
  } catch (error) {
    await remove()
    throw error
  }
  await remove()
  return 'busy'
}

/** True where nothing moved while it was copied. */
const copyAtRest = async (from: string, to: string): Promise<boolean> => {
  const before = await marksOf(from)
  await Promise.all(
    PARTS.map(async (part, index) => {
      if (before[index] === null) await rm(`${to}${part}`, { force: true })
      else await copyFile(`${from}${part}`, `${to}${part}`, constants.COPYFILE_FICLONE).catch(goneIsFine)
    }),
  )
  const after = await marksOf(from)
  return before.every((mark, index) => mark === after[index])
}

/** What was there a moment ago and is not any more shows in the marks. */
const goneIsFine = (error: unknown): void => {
  if (!isMissing(error)) throw error
}

const marksOf = (path: string): Promise<readonly Mark[]> =>
  Promise.all(PARTS.map((part) => markOf(`${path}${part}`)))

const markOf = async (path: string): Promise<Mark> => {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs}`
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
