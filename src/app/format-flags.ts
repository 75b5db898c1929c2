import { Flags } from '@oclif/core'
import { FORMATS } from '../report/formats/format.js'

const REPORT = 'REPORT'

/** In what form, and where, a command's report goes. */
export const formatFlags = {
  format: Flags.option({
    summary: 'How the report is printed; --json is short for --format json.',
    options: FORMATS,
    helpGroup: REPORT,
  })(),
  output: Flags.string({
    summary:
      'Write the report to this file too. Its ending tells the format, or say it: junit:results.xml. Repeatable.',
    helpValue: 'FILE',
    helpGroup: REPORT,
    multiple: true,
  }),
}
