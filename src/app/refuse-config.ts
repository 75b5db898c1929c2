import { config } from '../../plugins/clawdbot/facts/config.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/**
 * Throws a {@link Refusal} that names file, line and column where the config, or a file it includes, does not parse.
 * For commands that write it: nothing at all is to be written then, so it comes before the sync.
 */
export const refuseUnparseableConfig = async (run: Run): Promise<void> => {
  const outcome = await run.facts.outcome(config)
  if (outcome.status !== 'ok') return
  const { path, reading } = outcome.value
  if (reading.state === 'not-a-mapping') throw refusal(`${path} does not hold an object`)
  if (reading.state === 'unparseable') throw refusal(at(path, reading))
  if (reading.state === 'include' && reading.problem.problem === 'unparseable')
    throw refusal(at(reading.problem.file, reading.problem))
}

const at = (
  path: string,
  { line, column, reason }: { readonly line: number; readonly column: number; readonly reason: string },
): string => `${path}, line ${line}, column ${column}: ${reason}`

const refusal = (what: string): Refusal =>
  new Refusal(
    'CONFIG_UNPARSEABLE',
    `Clawdbot's config cannot be read, so nothing was changed: ${what}.`,
    'Mend it there by hand, then run this again.',
  )
