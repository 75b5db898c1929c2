import { Flags } from '@oclif/core'
import { BaseCommand } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { forgetCase } from '../../../app/support/cases/forget-case.js'
import { caseArg } from '../../../app/support/report-args.js'
import { createMachine } from '../../../ports/machine.js'
import type { CaseChange } from '../../../report/report-case-schema.js'

export default class ReportCaseForget extends BaseCommand {
  static override readonly summary = 'Remove the key of a case, and what its names stand for.'

  static override readonly description =
    'From then on nobody can tell what the names in its reports stand for, you neither. Reports that were made stay as they are. Asks first.'

  static override readonly examples = ['<%= config.bin %> <%= command.id %> 2026-11-23-k3f9']

  static override readonly args = {
    id: caseArg,
  }

  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask.' }),
  }

  async run(): Promise<CaseChange> {
    const { args, flags } = await this.parse(ReportCaseForget)
    const hasSomebody = !this.jsonEnabled() && process.stdin.isTTY && process.stderr.isTTY
    const change = await forgetCase(createMachine(), { id: args.id, yes: flags.yes, hasSomebody })
    if (!this.jsonEnabled())
      printOut(
        change.status === 'kept' ? 'Nothing was forgotten.\n' : `The case ${change.case} is forgotten.\n`,
      )
    return change
  }
}
