import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A temp folder with its links resolved, gone when the test is. */
export const makeHome = async (): Promise<string> => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'fix-')))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  return home
}
