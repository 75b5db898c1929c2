import type { Answer } from '../fix/agreement.js'

export type Reply = Answer | 'diff'

const REPLIES: readonly Reply[] = ['yes', 'no', 'all', 'diff', 'quit']

/** What a typed line says: a word, the first letters of one, or what Enter alone means. Null where it says nothing. */
export const readReply = (line: string, enterMeans: boolean): Reply | null => {
  const word = line.trim().toLowerCase()
  if (word === '') return enterMeans ? 'yes' : 'no'
  return REPLIES.find((reply) => reply.startsWith(word)) ?? null
}

export const isReply = (line: string): boolean => readReply(line, true) !== null

export const WRONG_KEY = 'Type y, n, a, d or q, then Enter.'

/** What Enter means stands in capitals. */
export const keysHint = (enterMeans: boolean): string => (enterMeans ? '[Y/n/a/d/q]' : '[y/N/a/d/q]')

/** Asks for one line; null where the input has ended. */
export type AskReply = (enterMeans: boolean) => Promise<string | null>

/** Asks until there is an answer, showing the diff as often as that is wanted. An input that ends is a `quit`. */
export const decide = async (
  { diff, enterMeans }: { readonly diff: string; readonly enterMeans: boolean },
  ask: AskReply,
  say: (text: string) => void,
): Promise<Answer> => {
  for (;;) {
    const line = await ask(enterMeans)
    const reply = line === null ? 'quit' : readReply(line, enterMeans)
    if (reply === 'diff') say(`\n${diff.trimEnd()}\n\n`)
    else if (reply === null) say(`${WRONG_KEY}\n`)
    else return reply
  }
}
