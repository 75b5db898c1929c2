import { confirm } from '@inquirer/prompts'
import { printErr, redact } from './output.js'
import { Refusal } from './refusal.js'

/** Shows what would be changed and asks; Enter means no. */
export type Confirm = (question: string, diff: string) => Promise<boolean>

/** Asks on the terminal. Leaving with Ctrl-C throws a {@link Refusal}. */
export const confirmOnTerminal: Confirm = async (question, diff) => {
  printErr(`\n${diff.trimEnd()}\n\n`)
  try {
    return await confirm({ message: redact(question), default: false }, { output: process.stderr })
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new Refusal('INTERRUPTED', 'Stopped at your request.', 'Nothing was changed.')
    throw error
  }
}
