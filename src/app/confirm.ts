import { printErr } from './output.js'
import { askYesNo } from './yes-no.js'

/** Shows what would be changed and asks; Enter means no. */
export type Confirm = (question: string, diff: string) => Promise<boolean>

/** Asks on the terminal. Leaving with Ctrl-C throws a refusal. */
export const confirmOnTerminal: Confirm = (question, diff) => {
  printErr(`\n${diff.trimEnd()}\n\n`)
  return askYesNo(question, false, 'nothing was changed')
}
