import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export const pathOf = (file: string): string => join(root, file)

/** Every file that is, or would be, committed; paths with `/`, relative to the repository. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file !== '' && existsSync(pathOf(file)))

export const textOf = (file: string): string => readFileSync(pathOf(file), 'utf8')

export const sources: readonly string[] = files.filter((file) => /^(src|checks|plugins)\/.*\.ts$/.test(file))
