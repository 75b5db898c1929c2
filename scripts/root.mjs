import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, without a final slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * Whether Node was started with this module, by whatever link.
 * @param {string} url the module's `import.meta.url`
 */
export const isMain = (url) => {
  const started = process.argv[1]
  return started !== undefined && realpathSync(started) === fileURLToPath(url)
}

/** @param {string} line */
export const say = (line) => void process.stderr.write(`${line}\n`)

/**
 * Runs a step of a script; a failure is told in its own words, without a stack, and ends with the code given.
 * @param {() => unknown} step
 * @param {number} [code]
 */
export const orExit = (step, code = 1) => {
  try {
    step()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exit(code)
  }
}
