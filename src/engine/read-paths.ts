import type { ProbeFs, ProbeSqlite } from '../contract/index.js'

/** The same file system, noting every path that is asked about. */
export const notingPaths = (fs: ProbeFs, paths: Set<string>): ProbeFs => {
  const noted = <R>(call: (path: string) => Promise<R>) => {
    return (path: string): Promise<R> => {
      paths.add(path)
      return call(path)
    }
  }
  return {
    readText: noted(fs.readText),
    stat: noted(fs.stat),
    list: noted(fs.list),
    writable: noted(fs.writable),
    // How full a disk is changes without any of its paths being touched.
    ...(fs.diskSpace === undefined ? {} : { diskSpace: fs.diskSpace }),
  }
}

/** The same door to databases, noting every one that is asked, with the log that is read along with it. */
export const notingDatabases = (sqlite: ProbeSqlite, paths: Set<string>): ProbeSqlite => ({
  query: (path, statements) => {
    paths.add(path).add(`${path}-wal`)
    return sqlite.query(path, statements)
  },
})

/**
 * True where a change of one path may change what is found at the other: they are the same, or one is a folder
 * around the other, whose names and permissions then have a say.
 */
export const touchEachOther = (one: string, other: string): boolean =>
  one === other || isAround(one, other) || isAround(other, one)

const isAround = (folder: string, path: string): boolean =>
  path.startsWith(folder) && (isSeparator(folder.at(-1)) || isSeparator(path.charAt(folder.length)))

const isSeparator = (unit: string | undefined): boolean => unit === '/' || unit === '\\'
