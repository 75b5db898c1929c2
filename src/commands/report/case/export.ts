import { Flags } from '@oclif/core'
import { BaseCommand } from '../../../app/base-command.js'
import { printAsAsked, printErr } from '../../../app/output.js'
import { exportCase } from '../../../app/support/cases/export-case.js'
import { caseArg } from '../../../app/support/report-args.js'
import { createMachine } from '../../../ports/machine.js'

export default class ReportCaseExport extends BaseCommand {
  static override readonly enableJsonFlag = false

  static override readonly summary = 'Print the key of a case, for another machine of yours.'

  static override readonly description =
    "A report that is made there with the same case calls the same token by the same name. Whoever has this key can test what a name stands for, and link names between the case's reports: never send it along with a report."

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 2026-11-23-k3f9 --output case.key',
    {
      description: 'Straight to another machine',
      command:
        "<%= config.bin %> <%= command.id %> 2026-11-23-k3f9 | ssh other '<%= config.bin %> report case import -'",
    },
  ]

  static override readonly args = {
    id: caseArg,
  }

  static override readonly flags = {
    output: Flags.string({
      char: 'o',
      summary: 'Write it to this file, for you alone to read.',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({ summary: 'Replace the file.', dependsOn: ['output'] }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportCaseExport)
    const { text, path } = await exportCase(createMachine(), { id: args.id, ...flags, output: flags.output })
    if (path === null) printAsAsked(text)
    else printErr(`The key of the case ${args.id} is in ${path}.\n`)
    printErr('Keep it to yourself: whoever has it can link the names in the reports of this case to you.\n')
  }
}
