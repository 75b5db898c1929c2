import type { Key } from 'node:readline'
import { Refusal } from './refusal.js'

/** What a prompt of @inquirer is run with: it draws on stderr, and is given up when the input ends. */
export interface PromptContext {
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
}

/**
 * The answer to a prompt; null where the input ends first, by Ctrl-D or with the terminal, as a prompt would wait for
 * ever then. Leaving with Ctrl-C throws a {@link Refusal} that says `left`.
 */
export const answerOrEnd = async <T>(
  ask: (context: PromptContext) => Promise<T>,
  left: string,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<T | null> => {
  const ended = new AbortController()
  const end = (): void => ended.abort()
  const onKey = (_: string, key: Key | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') end()
  }
  input.on('keypress', onKey).on('end', end).on('close', end)
  try {
    return await ask({ output: process.stderr, signal: ended.signal })
  } catch (error) {
    if (ended.signal.aborted) return null
    if (error instanceof Error && error.name === 'ExitPromptError') throw stopped(left)
    throw error
  } finally {
    input.off('keypress', onKey).off('end', end).off('close', end)
  }
}

/** `left` says what the run has come to by then. */
export const stopped = (left: string): Refusal =>
  new Refusal('INTERRUPTED', `Stopped at your request; ${left}.`, null)
