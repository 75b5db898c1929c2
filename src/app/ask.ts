import { confirm } from '@inquirer/prompts'
import { isOfDomain, subjectWords } from '../report/subject-words.js'
import type { Ask } from './open-run.js'
import { printErr, redact } from './output.js'
import { Refusal } from './refusal.js'

/** Shows the plan on the terminal and asks. Leaving with Ctrl-C ends the run; what is done by then stays done. */
export const askOnTerminal: Ask = async (fix, finding, diff, enterMeans) => {
  const { subject, check } = finding
  const about = isOfDomain(subject, check) ? '' : ` (${subjectWords(subject)})`
  printErr(`\n${diff.trimEnd()}\n\n`)
  try {
    return await confirm(
      { message: redact(`${fix.title}${about}?`), default: enterMeans },
      { output: process.stderr },
    )
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new Refusal('INTERRUPTED', 'Stopped at your request; nothing more was changed.', null)
    throw error
  }
}
