import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty temp folder with its links resolved, gone when the test is. */
export const makeFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'doctor-test-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
