import type { LiveTerminal } from '../../engine/live-list.js'
import { Summary } from '../../report/sealed/summary.js'
import type { ReportSummary } from '../../report/sealed/summary-schema.js'
import { Refusal } from '../refusal.js'
import { countFiles } from './count-files.js'
import { findReports } from './find-reports.js'
import { inputBytes } from './load-report.js'
import { withProgress } from './with-progress.js'

export interface SummariseOptions {
  /** The identity file of age by which encrypted reports are decrypted. */
  readonly identity: string | null
  readonly terminal: LiveTerminal | null
}

const IDENTITY_BYTES = 64 * 1024

/**
 * Counts all reports in files and folders. It reads one file after the other and keeps none: what it holds grows with the
 * number of machines alone. Throws a {@link Refusal} where there is none, or the identity cannot be read.
 */
export const summariseReports = async (
  named: readonly string[],
  { identity, terminal }: SummariseOptions,
): Promise<ReportSummary> => {
  const key =
    identity === null ? null : (await inputBytes(identity, IDENTITY_BYTES, 'identity file')).toString()
  const { files, unreadable } = await findReports(named)
  if (files.length + unreadable.length === 0)
    throw new Refusal(
      'NO_REPORTS',
      `There is no report in ${named.join(', ')}.`,
      'Name files, or folders of files whose names end in .tar.gz or .json.',
    )
  return withProgress(terminal, files.length, async (tell) => {
    const summary = new Summary()
    for (const { file, reason } of unreadable) summary.refuse(file, reason)
    let done = 0
    await countFiles(files, key, (file, count) => {
      if ('counted' in count) summary.add(count.counted, file)
      else summary.refuse(file, count.reason)
      tell(++done)
    })
    return summary.result()
  })
}
