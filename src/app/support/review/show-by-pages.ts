import { printable } from '../../../report/formats/printable.js'
import { printErr } from '../../output.js'
import { askPlainLine } from '../../plain-prompt.js'

const ROWS = 24

/** Shows a text a screenful at a time. What could change the terminal is shown as words. */
export const showByPages = async (text: string): Promise<void> => {
  const rows = Math.max(2, (process.stderr.rows ?? ROWS) - 1)
  const lines = text.replace(/\n$/, '').split('\n')
  for (let at = 0; at < lines.length; at += rows) {
    printErr(
      `${lines
        .slice(at, at + rows)
        .map(printable)
        .join('\n')}\n`,
    )
    if (at + rows >= lines.length) return
    const left = lines.length - at - rows
    const answer = await askPlainLine(`${left} more lines: Enter for the next ones, q to stop`)
    if (answer === null || answer.trim().toLowerCase().startsWith('q')) return
  }
}
