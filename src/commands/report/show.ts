import { Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { identityFlag } from '../../app/support/identity-flag.js'
import { loadReport } from '../../app/support/load-report.js'
import { reportArg } from '../../app/support/report-args.js'
import { partsOf } from '../../app/support/report-parts.js'
import type { ReportParts } from '../../report/sealed/parts-schema.js'
import type { SealedReport } from '../../report/sealed/schema.js'

export default class ReportShow extends BaseCommand {
  static override readonly summary = 'Show a support report: its cause, what was found, and what it holds.'

  static override readonly description =
    'Reads the file alone: nothing of it is unpacked, run or followed. --json prints the whole report.json, or the parts that were asked for.'

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> report.tar.gz',
    {
      description: 'One check with all that it found and rests on',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz --check auth/expiry',
    },
    {
      description: 'A part of a fact, by a JSON Pointer',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz --fact clawdbot/config#/config/auth/order',
    },
  ]

  static override readonly args = {
    file: reportArg,
  }

  static override readonly flags = {
    check: Flags.string({
      summary: 'Show this check, its findings, their evidence and its facts; a glob such as auth/* is fine.',
      helpValue: 'ID',
      multiple: true,
    }),
    fact: Flags.string({
      summary: 'Show the value of this fact, or of what a JSON Pointer after # leads to; a glob is fine.',
      helpValue: 'ID[#POINTER]',
      multiple: true,
    }),
    identity: identityFlag,
    verbose: Flags.boolean({
      char: 'v',
      summary: "Show everything: notes, passes, skips and times; with --check also its facts' values.",
    }),
  }

  async run(): Promise<SealedReport | ReportParts> {
    const { args, flags } = await this.parse(ReportShow)
    const { check: checks = [], fact: facts = [], verbose } = flags
    const { sealed, entries } = await loadReport(args.file, { identity: flags.identity ?? null })
    if (checks.length + facts.length > 0) {
      const parts = partsOf(sealed, { checks, facts })
      if (this.jsonEnabled()) return parts
      const { partsText } = await import('../../report/sealed/parts-text.js')
      printOut(partsText(parts, { style: this.style, verbose }))
      return parts
    }
    if (this.jsonEnabled()) return sealed
    const { showText } = await import('../../report/sealed/show-text.js')
    const shown = [...entries].map(([name, bytes]) => ({ name, bytes: bytes.length }))
    printOut(showText(sealed, shown, { style: this.style, verbose, cli: this.cli }))
    return sealed
  }
}
