import { BaseCommand } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { listCases } from '../../../app/support/cases/list-cases.js'
import { createMachine } from '../../../ports/machine.js'
import type { CaseList } from '../../../report/report-case-schema.js'
import { casesText } from '../../../report/report-case-text.js'

export default class ReportCaseList extends BaseCommand {
  static override readonly summary = 'List the cases whose keys are on this machine.'

  static override readonly description =
    'A case ties support reports together: the same token, person or machine has the same name in all of them, and another name in every other case. Writes nothing.'

  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<CaseList> {
    await this.parse(ReportCaseList)
    const document = await listCases(createMachine())
    if (!this.jsonEnabled()) printOut(casesText(document, { style: this.style, cli: this.cli }))
    return document
  }
}
