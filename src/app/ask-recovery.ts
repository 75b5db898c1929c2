import { select } from '@inquirer/prompts'
import { shortPath } from '../report/message.js'
import { redact } from './output.js'
import { ownHome } from './own-home.js'
import type { AskRecovery, Recovery } from './recovery.js'
import { Refusal } from './refusal.js'

interface Choice {
  readonly name: string
  readonly value: Recovery
}

const COMPLETE: Choice = { name: 'Complete it: write what is missing', value: 'complete' }
const ROLL_BACK: Choice = { name: 'Roll it back: all as before', value: 'roll-back' }
const FINISH: Choice = { name: 'Finish undoing it: all as before', value: 'roll-back' }
const LEAVE: Choice = { name: 'Leave it as it is', value: 'leave' }

/** Asks on the terminal. Leaving with Ctrl-C throws a {@link Refusal}. */
export const askRecoveryOnTerminal: AskRecovery = async ({ run, paths, while: doing }) => {
  const choices = doing === 'undoing' ? [FINISH, LEAVE] : [ROLL_BACK, COMPLETE, LEAVE]
  const what = doing === 'undoing' ? `Undoing the run ${run.name}` : `The run ${run.name}`
  const where = paths.map((path) => shortPath(path, ownHome())).join(', ')
  const message = redact(`${what} was cut off while it changed ${where}. What is to be done?`)
  try {
    return await select<Recovery>({ message, choices }, { output: process.stderr })
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new Refusal('INTERRUPTED', 'Stopped at your request; nothing was changed.', null)
    throw error
  }
}
