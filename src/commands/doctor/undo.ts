import { Args } from '@oclif/core'
import { BaseCommand, dryRunFlag } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { ownHome } from '../../app/own-home.js'
import { undoRun } from '../../app/undo.js'
import type { UndoDocument } from '../../report/undo-schema.js'

export default class DoctorUndo extends BaseCommand {
  static override readonly summary = 'Put back what a run changed, byte for byte.'

  static override readonly description = [
    'Without a name: the last run that changed something and is not undone yet, with its copy of a login. Nothing is copied again. A name as `doctor history` shows it, or its beginning, is that run.',
    'When something else has changed one of its files since, nothing is put back, and each such file is named. A login that was refreshed cannot be put back: the one before it was used up.',
    'Exit codes: 0 done, or nothing left to undo; 3 refused.',
  ].join('\n\n')

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    { description: 'See what would be put back', command: '<%= config.bin %> <%= command.id %> --dry-run' },
    {
      description: 'Undo a run by the beginning of its name',
      command: '<%= config.bin %> <%= command.id %> 20260131T0915',
    },
  ]

  static override readonly args = {
    run: Args.string({ description: "A run's name, or the beginning of it; the last run without." }),
  }

  static override readonly flags = { 'dry-run': dryRunFlag }

  async run(): Promise<UndoDocument> {
    const { args, flags } = await this.parse(DoctorUndo)
    const document = await undoRun({ run: args.run ?? null, dryRun: flags['dry-run'], cli: this.cli })
    if (this.jsonEnabled()) return document
    const { undoText } = await import('../../report/undo-text.js')
    printOut(undoText(document, { style: this.style, cli: this.cli, home: ownHome() }))
    return document
  }
}
