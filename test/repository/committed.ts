import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/**
 * A generated file as it is published. The build before a test run has just written it anew, so where a commit is
 * judged, what counts is the commit.
 */
export const committed = (file: string): string =>
  process.env.CI
    ? execFileSync('git', ['show', `HEAD:${file}`], { cwd: root, encoding: 'utf8' })
    : readFileSync(join(root, file), 'utf8')
