import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the program's cached code in a cache folder. */
export const codeFolder = (cache: string): string => join(cache, 'clawdbot-doctor', 'code')

export interface CachedFile {
  readonly file: string
  readonly bytes: number
}

/** The files of the bundle whose compiled code is kept in a cache folder, with its length. */
export const cachedFiles = (cache: string): readonly CachedFile[] => {
  const folder = codeFolder(cache)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    const lengths: readonly (readonly [string, number])[] = JSON.parse(
      bytes.toString('utf8', 0, bytes.indexOf('\n')),
    )
    return lengths.map(([file, length]) => ({ file, bytes: length }))
  })
}
