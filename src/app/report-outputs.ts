import { createMachine } from '../ports/machine.js'
import { problem } from '../report/block.js'
import { EXIT } from '../report/exit-code.js'
import type { Format } from '../report/formats/format.js'
import { nagiosUnknown } from '../report/formats/nagios-text.js'
import { renderReport } from '../report/formats/render.js'
import type { Report } from '../report/schema.js'
import type { TextOptions } from '../report/text-options.js'
import { keptFiles, type NamedFiles } from './kept-files.js'
import { printDocument, printErr, printOut, redactDocument } from './output.js'
import { expectWritable, writeReports } from './report-files.js'
import { type AskedFormats, reportTargets } from './report-targets.js'
import { errorStyle, FILE_STYLE } from './style.js'

export interface ReportOutputs {
  readonly stdout: Format
  /**
   * Writes every file and prints the one document of standard output, but for JSON, which the command returns.
   * Returns the exit code: 3 where a file could not be written.
   */
  tell(report: Report, options: TextOptions): Promise<number>
}

/** Settles where the report goes before there is one. Throws a Refusal for what cannot be written. */
export const openOutputs = async (asked: AskedFormats, named: NamedFiles = {}): Promise<ReportOutputs> => {
  const { stdout, files } = reportTargets(asked, process.cwd())
  if (files.length > 0) await expectWritable(files, keptFiles(createMachine().probes, named))
  return {
    stdout,
    async tell(report, options) {
      const failures = await writeReports(report, files, { ...options, style: FILE_STYLE })
      for (const failure of failures) printErr(`${problem(errorStyle(), 'error', failure, null)}\n`)
      if (stdout === 'nagios') return tellMonitor(report, options, failures)
      if (stdout !== 'json')
        printDocument(redactDocument(stdout, await renderReport(report, stdout, options)))
      return failures.length > 0 ? EXIT.couldNotRun : report.summary.exitCode
    },
  }
}

/** To a monitor the exit code is the state, and the line has to say the same. */
const tellMonitor = async (
  report: Report,
  options: TextOptions,
  [failure]: readonly string[],
): Promise<number> => {
  const { NAGIOS, nagiosState } = await import('../report/formats/nagios.js')
  if (failure !== undefined) {
    printOut(nagiosUnknown(failure))
    return NAGIOS.UNKNOWN
  }
  printDocument(redactDocument('nagios', await renderReport(report, 'nagios', options)))
  return NAGIOS[nagiosState(report)]
}
