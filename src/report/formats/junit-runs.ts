import { x } from 'xastscript'
import { interruptedWords } from '../interrupted-words.js'
import type { Report } from '../schema.js'
import { changeWords } from './change-words.js'
import { oneLine } from './printable.js'

/** A test case that failed for each run that was cut off and not ended yet. */
export const interruptedSuite = ({ interrupted = [], run, tool }: Report) =>
  x(
    'testsuite',
    { name: 'runs', tests: interrupted.length, failures: interrupted.length, errors: 0, skipped: 0 },
    ...interrupted.map((each) => {
      const { what, next } = interruptedWords(each, run.home, tool.name)
      return x(
        'testcase',
        { classname: 'clawdbot-doctor.runs', name: oneLine(each.run) },
        x('failure', { type: 'warning', message: oneLine(what) }, `${what} ${next}`),
      )
    }),
  )

/** What became of the fixes: no tests, but to be seen where those are. */
export const changeSuite = ({ changes, run }: Report) => {
  const lines = changes.map((change) => {
    const { state, what } = changeWords(change, run.home)
    return oneLine(`${state}: ${what}`)
  })
  return x(
    'testsuite',
    { name: 'changes', tests: 0, failures: 0, errors: 0, skipped: 0 },
    x('system-out', lines.join('\n')),
  )
}
