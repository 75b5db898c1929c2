import type { ProbeFs } from '../../../src/contract/index.js'

/** The first folder of a search path that has an executable file of this name; null where none has. */
export const foundOn = async (name: string, searchPath: string, fs: ProbeFs): Promise<string | null> => {
  const paths = searchPath
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => `${folder.replace(/\/$/, '')}/${name}`)
  const stats = await Promise.all(paths.map((path) => fs.stat(path)))
  const at = stats.findIndex(
    (stat) => stat.state === 'ok' && stat.kind === 'file' && (stat.mode & 0o111) !== 0,
  )
  return paths[at] ?? null
}
