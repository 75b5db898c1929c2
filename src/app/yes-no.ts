import { answerOrEnd } from './answer-or-end.js'
import { printErr, redact } from './output.js'
import { wantsPlain } from './plain.js'
import { askPlainLine } from './plain-prompt.js'

/**
 * Asks on the terminal; an input that ends says no. Leaving with Ctrl-C throws a refusal that says `left`.
 */
export const askYesNo = async (question: string, enterMeans: boolean, left: string): Promise<boolean> => {
  const message = redact(question)
  if (wantsPlain(process.env)) return plainYesNo(message, enterMeans)
  const { confirm } = await import('./prompts.js')
  return (await answerOrEnd((context) => confirm({ message, default: enterMeans }, context), left)) ?? false
}

const plainYesNo = async (message: string, enterMeans: boolean): Promise<boolean> => {
  for (;;) {
    const line = await askPlainLine(`${message} [${enterMeans ? 'Y/n' : 'y/N'}]`)
    const word = line?.trim().toLowerCase()
    if (word === undefined) return false
    if (word === '') return enterMeans
    if ('yes'.startsWith(word)) return true
    if ('no'.startsWith(word)) return false
    printErr('Type y or n, then Enter.\n')
  }
}
