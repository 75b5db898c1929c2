import { join } from 'node:path'
import { createExec } from '../../ports/exec.js'
import { watchFolder } from '../../ports/watch-folder.js'
import { packageRoot } from '../package-root.js'
import { readPluginPackage } from './plugin-package.js'

/** Milliseconds: tests that go on for longer hang. */
const LONGEST_RUN_MS = 300_000

interface DevLoop {
  readonly folder: string
  /** Shown what a run printed. */
  readonly tell: (text: string) => void
  /** Called before each run but the first. */
  readonly onAgain: () => void
}

/**
 * Runs the tests of a plugin and goes through every rule, now and after every save, each time in processes of their own:
 * what was loaded once is never loaded anew. Never resolves; throws a `Refusal` where there is no plugin.
 */
export const devLoop = async ({ folder, tell, onAgain }: DevLoop): Promise<never> => {
  await readPluginPackage(folder)
  const exec = createExec({ env: process.env, cwd: folder })
  const steps = [
    [process.execPath, '--test'],
    [process.execPath, join(packageRoot, 'bin/run.js'), 'checks', 'verify', '.'],
  ]
  const runAll = async (): Promise<void> => {
    for (const argv of steps) {
      const end = await exec(argv, { timeoutMs: LONGEST_RUN_MS })
      if (end.outcome === 'exited')
        tell(end.code === 0 && argv[1] === '--test' ? testsPassed(end.stdout) : end.stdout + end.stderr)
      else tell(`It did not end by itself: ${end.outcome}.\n`)
    }
  }
  let isWanted = true
  let wake: () => void = () => undefined
  await watchFolder(folder, () => {
    isWanted = true
    wake()
  })
  for (let isFirst = true; ; isFirst = false) {
    if (!isWanted)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    isWanted = false
    if (!isFirst) onAgain()
    await runAll()
  }
}

/** Of tests that pass, their number is all that anybody wants to know. */
const testsPassed = (output: string): string => {
  const count = /^(?:#|ℹ) pass (\d+)$/m.exec(output)?.[1]
  return count === undefined ? output : `Tests: ${count} passed.\n`
}
