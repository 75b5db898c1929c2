import { confirm } from '@inquirer/prompts'
import type { Ask } from './open-run.js'
import { printErr, redact } from './output.js'
import { Refusal } from './refusal.js'

/** Shows the plan on the terminal and asks. Leaving with Ctrl-C ends the run; what is done by then stays done. */
export const askOnTerminal: Ask = async (fix, finding, diff, enterMeans) => {
  printErr(`\n${diff.trimEnd()}\n\n`)
  try {
    return await confirm(
      { message: redact(`${fix.title} (${finding.subject})?`), default: enterMeans },
      { output: process.stderr },
    )
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new Refusal('INTERRUPTED', 'Stopped at your request.', 'Nothing more was changed.')
    throw error
  }
}
