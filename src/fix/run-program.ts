import { THIS_PROGRAM } from '../contract/index.js'
import { shellWord } from '../contract/shell-words.js'
import type { Machine } from '../ports/types.js'

const TIMEOUT_MS = 30_000

/** How a program ended. `code` is null where it was not started or did not end by itself. */
export interface ProgramEnd {
  readonly code: number | null
  /** Why it did not do what it was run for, as a sentence that begins with the command; null where it did. */
  readonly fault: string | null
  /** False where it cannot have done anything. */
  readonly hasBegun: boolean
}

/** Runs one program of a plan to its end. Never throws. */
export const runProgram = async (
  argv: readonly string[],
  timeoutMs: number = TIMEOUT_MS,
  { probes, self }: Pick<Machine, 'probes' | 'self'>,
): Promise<ProgramEnd> => {
  const command = commandText(argv, self.name)
  const [first = '', ...rest] = argv
  const isSelf = first === THIS_PROGRAM
  if (isSelf && self.argv.length === 0)
    return { code: null, fault: `\`${command}\`: it cannot be started from here`, hasBegun: false }
  const end = await probes.exec(isSelf ? [...self.argv, ...rest] : argv, { timeoutMs })
  const fault = (words: string): string => `\`${command}\`: ${words}`
  switch (end.outcome) {
    case 'exited':
      if (end.code === 0) return { code: 0, fault: null, hasBegun: true }
      return { code: end.code, fault: fault(`it ended with exit code ${end.code}`), hasBegun: true }
    case 'timeout':
      return { code: null, fault: fault(`it did not end within ${timeoutMs / 1000} s`), hasBegun: true }
    case 'not-found':
      return { code: null, fault: fault('there is no such program'), hasBegun: false }
    case 'denied':
      return { code: null, fault: fault('it may not be run'), hasBegun: false }
    case 'failed':
      return { code: null, fault: fault(`it failed (${end.reason})`), hasBegun: true }
  }
}

/** A command as a person would type it, with the name that this program was called by. */
export const commandText = (argv: readonly string[], name: string): string =>
  argv.map((word, index) => (index === 0 && word === THIS_PROGRAM ? name : shellWord(word))).join(' ')
