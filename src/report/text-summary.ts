import type { Severity } from '../contract/index.js'
import { counted, countWords, lookedWords, unjudgedWords } from './counts.js'
import { onlineWords } from './online-words.js'
import type { Report } from './schema.js'
import { paint, sign } from './style.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

/**
 * The last line: how it is, and what was looked at. It counts the blocks that stand above it, and claims no more than
 * what was seen on this machine.
 */
export const summaryLine = (
  report: Report,
  blocks: readonly { readonly severity: Severity }[],
  { style, verbose }: TextOptions,
): string => {
  const { findings, status } = report.summary
  const told = (severity: Severity): number => blocks.filter((block) => block.severity === severity).length
  const problems = [
    ...countWords({ error: told('error'), warning: told('warning'), info: 0, suppressed: 0 }),
    ...unjudgedWords(report),
  ]
  const looked = [
    ...lookedWords(report),
    ...(findings.info > 0 ? [`${counted(findings.info, 'note')}${verbose ? '' : ' (--verbose)'}`] : []),
  ]
  const nothing =
    (findings.suppressed ?? 0) > 0
      ? 'Nothing but what is suppressed was found on this machine'
      : 'Nothing wrong was found on this machine'
  const found =
    problems.length > 0
      ? `${problems.join(', ')}; ${looked.join(', ')}.`
      : `${nothing}; ${looked.join(', ')}.`
  const online = onlineWords(report)
  const text = online === null ? found : `${found} ${online}`
  if (status === 'healthy')
    return `${paint(style, 'green', sign(style, 'pass'))} ${wrap(text, style.width, '  ')}`
  return paint(style, 'bold', wrap(text, style.width, ''))
}
