import { Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printDocument } from '../../app/output.js'
import { stdoutFormat } from '../../app/stdout-format.js'
import { FILE_STYLE } from '../../app/style.js'
import { convertedFile, convertReport } from '../../app/support/convert-report.js'
import { identityFlag } from '../../app/support/identity-flag.js'
import { loadReport } from '../../app/support/load-report.js'
import { reportArg } from '../../app/support/report-args.js'
import { FORMATS } from '../../report/formats/format.js'
import type { Report } from '../../report/schema.js'

export default class ReportConvert extends BaseCommand {
  static override readonly summary = 'Write what a support report says in another format.'

  static override readonly description =
    'As HTML it is the whole page of the report; in every other format, what the doctor found, as its own --format prints it.'

  static override readonly examples = [
    {
      description: 'The page, to be opened in a browser',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz --format html --output report.html',
    },
    '<%= config.bin %> <%= command.id %> report.tar.gz --format sarif',
  ]

  static override readonly args = {
    file: reportArg,
  }

  static override readonly flags = {
    format: Flags.option({
      summary: 'The format to write; --json is short for --format json.',
      options: FORMATS,
      defaultHelp: async () => 'text',
      exclusive: ['json'],
    })(),
    output: Flags.string({ summary: 'Write it to this file, not to standard output.', helpValue: 'FILE' }),
    identity: identityFlag,
    verbose: Flags.boolean({
      char: 'v',
      summary: 'As text, show everything: notes, passes, skips and times.',
    }),
  }

  async run(): Promise<Report | undefined> {
    const { args, flags } = await this.parse(ReportConvert)
    const { output, verbose } = flags
    const format = this.jsonEnabled() ? 'json' : (flags.format ?? 'text')
    const write = output === undefined ? null : await convertedFile(output, format)
    const loaded = await loadReport(args.file, { identity: flags.identity ?? null })
    if (write === null && format === 'json') return loaded.sealed.report
    const style = write === null ? this.style : FILE_STYLE
    const text = await convertReport(loaded, format, { style, verbose, cli: this.cli })
    if (write === null) printDocument(text)
    else await write(text)
    return undefined
  }

  /** `--json`, or the same said otherwise. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || stdoutFormat(this.argv) === 'json'
  }
}
