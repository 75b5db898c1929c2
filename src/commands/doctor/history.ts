import { BaseCommand } from '../../app/base-command.js'
import { readHistory } from '../../app/history.js'
import { printOut } from '../../app/output.js'
import { ownHome } from '../../app/own-home.js'
import type { HistoryDocument } from '../../report/history-schema.js'

export default class DoctorHistory extends BaseCommand {
  static override readonly summary = 'Show what was changed here, when, and what became of it.'

  static override readonly description =
    'The newest run first, with what each of its steps did, and to which files. Writes nothing.'

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    { description: 'One document for a script', command: '<%= config.bin %> <%= command.id %> --json' },
  ]

  async run(): Promise<HistoryDocument> {
    await this.parse(DoctorHistory)
    const document = await readHistory({ cli: this.cli })
    if (this.jsonEnabled()) return document
    const { historyText } = await import('../../report/history-text.js')
    printOut(historyText(document, { style: this.style, cli: this.cli, home: ownHome() }))
    return document
  }
}
