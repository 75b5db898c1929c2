import type { Severity } from '../contract/index.js'
import { onlineWords } from './online-words.js'
import type { Report } from './schema.js'
import { paint, sign } from './style.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/**
 * The last line: how it is, and what was looked at. It counts the blocks that stand above it, and claims no more than
 * what was seen on this machine.
 */
export const summaryLine = (
  report: Report,
  blocks: readonly { readonly severity: Severity }[],
  { style, verbose }: TextOptions,
): string => {
  const { checks, findings, status } = report.summary
  const broken = checks.error + checks.timeout
  const cutOff = report.interrupted?.length ?? 0
  const told = (severity: Severity): number => blocks.filter((block) => block.severity === severity).length
  const problems = [
    told('error') > 0 && counted(told('error'), 'error'),
    told('warning') > 0 && counted(told('warning'), 'warning'),
    cutOff > 0 && `${counted(cutOff, 'run')} cut off`,
    broken > 0 && `${counted(broken, 'check')} not judged`,
    report.rejectedPlugins.length > 0 && `${counted(report.rejectedPlugins.length, 'plugin')} not loaded`,
  ].filter((part) => part !== false)
  const looked = [
    (checks.pass > 0 || findings.info === 0) && `${counted(checks.pass, 'check')} passed`,
    checks.skip > 0 && `${checks.skip} skipped`,
    findings.info > 0 && `${counted(findings.info, 'note')}${verbose ? '' : ' (--verbose)'}`,
  ].filter((part) => part !== false)
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
