import { Args } from '@oclif/core'
import { BaseCommand } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { importCase } from '../../../app/support/cases/import-case.js'
import { createMachine } from '../../../ports/machine.js'
import type { CaseChange } from '../../../report/report-case-schema.js'

export default class ReportCaseImport extends BaseCommand {
  static override readonly summary = 'Take in the key of a case from another machine of yours.'

  static override readonly description =
    'Reports that are made here with this case then use the same names. A case of the same id with another key is left as it is.'

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> case.key',
    '<%= config.bin %> <%= command.id %> -',
  ]

  static override readonly args = {
    file: Args.string({
      required: true,
      description: 'What `report case export` wrote, or `-` for standard input.',
    }),
  }

  async run(): Promise<CaseChange> {
    const { args } = await this.parse(ReportCaseImport)
    const change = await importCase(createMachine(), args.file)
    if (!this.jsonEnabled())
      printOut(
        change.status === 'unchanged'
          ? `The case ${change.case} is here already.\n`
          : `The case ${change.case} is here now. Use it: \`${this.cli} report create --case ${change.case}\`.\n`,
      )
    return change
  }
}
