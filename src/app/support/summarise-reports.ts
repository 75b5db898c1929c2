import type { LiveTerminal } from '../../engine/live-list.js'
import { Summary } from '../../report/sealed/summary.js'
import type { ReportSummary } from '../../report/sealed/summary-schema.js'
import { Refusal } from '../refusal.js'
import { findReports } from './find-reports.js'
import { inputBytes, reportBytes } from './load-report.js'
import { type ReadBrief, readBrief } from './read-brief.js'
import { withProgress } from './with-progress.js'

export interface SummariseOptions {
  /** The identity file of age by which encrypted reports are decrypted. */
  readonly identity: string | null
  readonly terminal: LiveTerminal | null
}

/** Few enough that what is held of them at once is little, and enough that the disk need not be waited for. */
const AT_ONCE = 8
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
    const waiting = files.values()
    const lane = async (): Promise<void> => {
      for (const file of waiting) {
        const read = await readFile(file, key)
        if ('brief' in read) summary.add(read.brief, file)
        else summary.refuse(file, read.reason)
        tell(++done)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    return summary.result()
  })
}

const readFile = async (file: string, identity: string | null): Promise<ReadBrief> => {
  try {
    return await readBrief(await reportBytes(file), identity)
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message }
    throw error
  }
}
