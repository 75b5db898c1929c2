import { BaseCommand } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { nameMeanings } from '../../../app/support/cases/name-meanings.js'
import { caseArg } from '../../../app/support/report-args.js'
import type { CaseNames } from '../../../report/report-case-schema.js'
import { caseNamesText } from '../../../report/report-case-text.js'

export default class ReportCaseNames extends BaseCommand {
  static override readonly summary = 'Tell what the names in the reports of a case stand for.'

  static override readonly description =
    'People and places as they were; tokens by where they lie on this machine, never by their text. Only whoever has the key of the case can do this: keep the answer to yourself. Writes nothing.'

  static override readonly examples = ['<%= config.bin %> <%= command.id %> 2026-11-23-k3f9']

  static override readonly args = {
    id: caseArg,
  }

  async run(): Promise<CaseNames> {
    const { args } = await this.parse(ReportCaseNames)
    const document = await nameMeanings(args.id, { cli: this.cli })
    if (!this.jsonEnabled()) printOut(caseNamesText(document, { style: this.style, cli: this.cli }))
    return document
  }
}
