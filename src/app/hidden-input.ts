import { answerOrEnd, stopped } from './answer-or-end.js'
import { printErr } from './output.js'
import { ASK_FOR_MARKS, ASK_FOR_NONE, pasteInput } from './paste-input.js'
import { wantsPlain } from './plain.js'
import { askPlainHidden } from './plain-prompt.js'
import { Refusal } from './refusal.js'
import { askYesNo } from './yes-no.js'

const MOST_BYTES = 1024 * 1024

/** Whether somebody is there who can be asked: prompts are written to stderr, so that stdout is free for results. */
export const isSomebodyThere = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

/**
 * A secret from standard input: asked for on a terminal, which does not show it; else read to its end. Throws a
 * {@link Refusal} where it cannot be had.
 */
export const readSecret = async (message: string): Promise<string> => {
  if (process.stdin.isTTY !== true) return readToEnd()
  if (isSomebodyThere()) return askHidden(message)
  throw new Refusal(
    'NO_TERMINAL',
    'Standard input is a terminal and standard error is not, so nobody would see what is asked for.',
    'Leave standard error on the terminal, or pipe the token in.',
  )
}

/** Asks on the terminal; Enter means yes. Leaving with Ctrl-C throws a {@link Refusal}. */
export const agree = (message: string): Promise<boolean> => askYesNo(message, true, NOTHING_STORED)

const NOTHING_STORED = 'nothing was stored'

const askHidden = async (message: string): Promise<string> => {
  const isPlain = wantsPlain(process.env)
  const answer = await (isPlain ? askPlainHidden(message, NOTHING_STORED) : askMasked(message))
  if (answer === null) throw stopped(NOTHING_STORED)
  return answer
}

const askMasked = async (message: string): Promise<string | null> => {
  const { password } = await import('./prompts.js')
  const { input, stop } = pasteInput(process.stdin)
  const askForNone = (): void => printErr(ASK_FOR_NONE)
  process.once('exit', askForNone)
  printErr(ASK_FOR_MARKS)
  try {
    return await answerOrEnd((context) => password({ message }, { ...context, input }), NOTHING_STORED, input)
  } finally {
    stop()
    process.off('exit', askForNone)
    askForNone()
  }
}

const readToEnd = async (): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of process.stdin) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch {
    throw new Refusal('NO_INPUT', 'Standard input could not be read.', 'Pipe the token into it.')
  }
  if (size > MOST_BYTES)
    throw new Refusal(
      'BAD_PASTE',
      'Standard input holds far more than a token.',
      'Pipe only the token into it.',
    )
  return Buffer.concat(chunks).toString('utf8')
}
