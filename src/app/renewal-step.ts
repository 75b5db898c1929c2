import { binary, type ClaudeBinary } from '../../plugins/claude-code/facts/binary.js'
import { renewalCommand } from '../auth/renewal.js'
import type { Run } from './open-run.js'

/** How a provider gets a new credential, as one sentence: for anthropic `claude` has to be there first. */
export const renewalStep = async (run: Run, provider: string, cli: string): Promise<string> =>
  (await lacksClaude(run, [provider]))
    ? `${INSTALL}, then run \`${cli} ${renewalCommand(provider)}\`.`
    : `Run \`${cli} ${renewalCommand(provider)}\`.`

const INSTALL = 'Install Claude Code with `npm install -g @anthropic-ai/claude-code`'

/** Whether one of these providers gets its credentials from a `claude` that is not there. */
export const lacksClaude = async (run: Run, providers: readonly string[]): Promise<boolean> => {
  if (!providers.includes('anthropic')) return false
  const outcome = await run.facts.outcome<ClaudeBinary>(binary)
  return outcome.status === 'ok' && [...outcome.value.onPath, ...outcome.value.offPath].length === 0
}
