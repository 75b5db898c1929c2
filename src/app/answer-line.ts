import { askLine } from './line-prompt.js'
import { printErr, redact } from './output.js'
import { wantsPlain } from './plain.js'
import { askPlainLine } from './plain-prompt.js'

/**
 * Asks on the terminal for one of these words, of which the first letters are enough; Enter, and an input that ends,
 * mean `otherwise`. Leaving with Ctrl-C throws a refusal that says `left`.
 */
export const answerLine = async (
  question: string,
  words: readonly string[],
  otherwise: string,
  left: string,
): Promise<string> => {
  const message = redact(question)
  const read = (line: string): string | null => {
    const typed = line.trim().toLowerCase()
    return typed === '' ? otherwise : (words.find((word) => word.startsWith(typed)) ?? null)
  }
  const wrongKey = `Type ${words.map((word) => word[0]).join(', ')}, then Enter.`
  if (!wantsPlain(process.env)) {
    const echo = (line: string): string => read(line) ?? line
    const line = await askLine(
      { message, faultIn: (typed) => (read(typed) === null ? wrongKey : null), echo },
      left,
    )
    return read(line ?? '') ?? otherwise
  }
  for (;;) {
    const line = await askPlainLine(message)
    const word = read(line ?? '')
    if (word !== null) return word
    printErr(`${wrongKey}\n`)
  }
}
