import { MachineError } from '../ports/machine-error.js'
import { expectReplaceable } from '../ports/replaceable.js'
import { createWriter } from '../ports/write-fs.js'
import { renderReport } from '../report/formats/render.js'
import type { Report } from '../report/schema.js'
import type { TextOptions } from '../report/text-options.js'
import { type Kept, keptAt } from './kept-files.js'
import { redactDocument } from './output.js'
import { Refusal } from './refusal.js'
import type { ReportFile } from './report-targets.js'

/** Throws a {@link Refusal} where one of the files cannot be written, while there is still nothing to lose. */
export const expectWritable = async (
  files: readonly ReportFile[],
  kept: readonly Kept[] = [],
): Promise<void> => {
  const taken = new Map<string, ReportFile>()
  for (const file of files) {
    const real = await realPathOf(file)
    const what = keptAt(real, kept)
    if (what !== null)
      throw new Refusal('BAD_FLAG', `--output ${file.name}: that is ${what}.`, 'Name another file.')
    const other = taken.get(real)
    if (other !== undefined)
      throw new Refusal(
        'BAD_FLAG',
        `--output names one file twice: ${other.name} and ${file.name}.`,
        'Name another file for one of them.',
      )
    taken.set(real, file)
  }
}

const realPathOf = async ({ name, path }: ReportFile): Promise<string> => {
  try {
    return await expectReplaceable(path)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    if (error.code === 'absent')
      throw new Refusal(
        'OUTPUT_FAILED',
        `The report cannot be written to ${name}: there is no folder ${error.path}.`,
        `Make the folder first, or name another file.`,
      )
    throw new Refusal(
      'OUTPUT_FAILED',
      `The report cannot be written to ${name}: ${error.message}.`,
      'Name another file.',
    )
  }
}

/** Writes them all; returns a sentence for each that could not be written after all. */
export const writeReports = async (
  report: Report,
  files: readonly ReportFile[],
  options: TextOptions,
): Promise<readonly string[]> => {
  const writer = createWriter()
  const failures: string[] = []
  for (const { format, name, path } of files)
    try {
      await writer.replace(path, [redactDocument(format, await renderReport(report, format, options))])
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'something unknown was thrown'
      failures.push(`The report could not be written to ${name}: ${reason}.`)
    }
  return failures
}
