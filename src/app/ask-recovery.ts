import { shortPath } from '../report/message.js'
import { answerOrEnd } from './answer-or-end.js'
import { printErr, redact } from './output.js'
import { ownHome } from './own-home.js'
import { wantsPlain } from './plain.js'
import { askPlainLine } from './plain-prompt.js'
import type { AskRecovery, Recovery } from './recovery.js'

interface Choice {
  /** What is typed for it where nothing can be moved to. */
  readonly key: string
  readonly name: string
  readonly value: Recovery
}

const COMPLETE: Choice = { key: 'c', name: 'Complete it: write what is missing', value: 'complete' }
const ROLL_BACK: Choice = { key: 'r', name: 'Roll it back: all as before', value: 'roll-back' }
const FINISH: Choice = { key: 'f', name: 'Finish undoing it: all as before', value: 'roll-back' }
const LEAVE: Choice = { key: 'l', name: 'Leave it as it is', value: 'leave' }

/** Asks on the terminal; an input that ends leaves the run as it is. Leaving with Ctrl-C throws a refusal. */
export const askRecoveryOnTerminal: AskRecovery = async ({ run, paths, while: doing }) => {
  const choices = doing === 'undoing' ? [FINISH, LEAVE] : [ROLL_BACK, COMPLETE, LEAVE]
  const what = doing === 'undoing' ? `Undoing the run ${run.name}` : `The run ${run.name}`
  const where = paths.map((path) => shortPath(path, ownHome())).join(', ')
  const message = redact(`${what} was cut off while it changed ${where}. What is to be done?`)
  const recovery = wantsPlain(process.env)
    ? await askByKey(message, choices)
    : await askByMoving(message, choices)
  return recovery ?? 'leave'
}

const askByMoving = async (message: string, choices: readonly Choice[]): Promise<Recovery | null> => {
  const { select } = await import('./prompts.js')
  return answerOrEnd((context) => select<Recovery>({ message, choices }, context), 'nothing was changed')
}

const askByKey = async (message: string, choices: readonly Choice[]): Promise<Recovery | null> => {
  const keys = choices.map(({ key }) => key)
  printErr(`${[message, ...choices.map(({ key, name }) => `${key}: ${name}.`)].join('\n')}\n`)
  for (;;) {
    const line = await askPlainLine(`[${keys.join('/')}]`)
    if (line === null) return null
    const chosen = choices.find(({ key }) => key === line.trim().toLowerCase())
    if (chosen !== undefined) return chosen.value
    printErr(`Type ${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}, then Enter.\n`)
  }
}
