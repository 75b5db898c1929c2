import { Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { ownHome } from '../../app/own-home.js'
import { redactReport } from '../../app/support/redact-report.js'
import { reportArg } from '../../app/support/report-args.js'
import type { ReportCreated } from '../../report/report-create-schema.js'
import { createdText } from '../../report/report-create-text.js'

export default class ReportRedact extends BaseCommand {
  static override readonly summary = 'Take more out of a support report, by the rules of this version.'

  static override readonly description =
    `Reads a report and writes a new one from which everything is gone that this version knows to be secret, or to be
somebody's name or address. What was taken out before keeps its name, and the list of what was taken out grows. On the
machine that made the report its secrets are looked for too. The report that was read stays as it is; a signature of it does
not hold for the new one.

Exit codes: 0 the new report is there, 3 it was not made.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> report.tar.gz',
    '<%= config.bin %> <%= command.id %> report.tar.gz --output shared.tar.gz',
  ]

  static override readonly args = {
    file: reportArg,
  }

  static override readonly flags = {
    output: Flags.string({
      char: 'o',
      summary: 'Where to write it: a file, or a folder for a file of its own name.',
      helpValue: 'FILE|DIR',
    }),
    force: Flags.boolean({ summary: 'Replace the file of --output.', dependsOn: ['output'] }),
    identity: Flags.string({
      summary:
        'The identity file of age by which an encrypted report is decrypted. The new one is not encrypted.',
      helpValue: 'FILE',
    }),
  }

  async run(): Promise<ReportCreated> {
    const { args, flags } = await this.parse(ReportRedact)
    const created = await redactReport({
      path: args.file,
      identity: flags.identity ?? null,
      output: flags.output,
      force: flags.force,
      cli: this.cli,
    })
    if (!this.jsonEnabled())
      printOut(createdText(created, { style: this.style, cli: this.cli, home: ownHome(), again: true }))
    return created
  }
}
