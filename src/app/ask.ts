import { doneText, planText } from '../report/plan-text.js'
import type { Style } from '../report/style.js'
import type { Asker } from './asker.js'
import { askLine } from './line-prompt.js'
import { printErr, redact } from './output.js'
import { wantsPlain } from './plain.js'
import { askPlainLine } from './plain-prompt.js'
import { type AskReply, decide, isReply, keysHint, readReply, WRONG_KEY } from './plan-reply.js'

/**
 * Asks about plans on the terminal, which may be another size each time. Leaving with Ctrl-C ends the run; what is
 * done by then stays done.
 */
export const terminalAsker = (styleNow: () => Style, cli: string): Asker => ({
  ask: (plan) => {
    printErr(`\n${planText(plan, styleNow())}\n`)
    return decide(plan, wantsPlain(process.env) ? askPlainly : askWithInquirer, printErr)
  },
  tell: (record, home) => printErr(`${doneText(record, { style: styleNow(), cli, home })}\n`),
})

const QUESTION = 'Do it?'

const askPlainly: AskReply = (enterMeans) => askPlainLine(`${QUESTION} ${keysHint(enterMeans)}`)

const askWithInquirer: AskReply = (enterMeans) =>
  askLine(
    {
      message: redact(`${QUESTION} ${keysHint(enterMeans)}`),
      faultIn: (line) => (isReply(line) ? null : WRONG_KEY),
      echo: (line) => readReply(line, enterMeans) ?? line,
    },
    'nothing more was changed',
  )
