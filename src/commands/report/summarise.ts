import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { liveTerminal } from '../../app/live-terminal.js'
import { printOut } from '../../app/output.js'
import { stdoutFormat } from '../../app/stdout-format.js'
import { identityFlag } from '../../app/support/identity-flag.js'
import { summariseReports } from '../../app/support/summarise-reports.js'
import { EXIT } from '../../report/exit-code.js'
import type { ReportSummary } from '../../report/sealed/summary-schema.js'

export default class ReportSummarise extends BaseCommand {
  static override readonly summary = 'Count what many support reports say, and tell which machines differ.'

  static override readonly description = [
    'By cause, check and version. In folders, at any depth, every file is read whose name ends in .tar.gz or .json; files can be named themselves. What cannot be read as a report is counted and listed, with the reason.',
    'Exit codes: 0 done, 3 nothing could be done; with --strict 1 where a file was refused.',
  ].join('\n\n')

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> reports',
    {
      description: 'For a spreadsheet',
      command: '<%= config.bin %> <%= command.id %> reports --format csv > reports.csv',
    },
  ]

  static override readonly strict = false

  static override readonly args = {
    path: Args.string({
      required: true,
      description: 'A folder of support reports, or one of them. Repeatable.',
    }),
  }

  static override readonly flags = {
    format: Flags.option({
      summary: 'How it is printed; --json is short for --format json.',
      options: ['table', 'csv', 'json', 'html'] as const,
      exclusive: ['json'],
      defaultHelp: async () => 'table',
    })(),
    strict: Flags.boolean({ summary: 'Exit with 1 where a file was refused.' }),
    identity: identityFlag,
  }

  async run(): Promise<ReportSummary> {
    const { argv, flags } = await this.parse(ReportSummarise)
    const summary = await summariseReports(argv.map(String), {
      identity: flags.identity ?? null,
      terminal: this.jsonEnabled() ? null : liveTerminal(process.stderr),
    })
    if (flags.strict && summary.refused.count > 0) process.exitCode = EXIT.broken
    if (!this.jsonEnabled()) printOut(await this.rendered(summary, flags.format ?? 'table'))
    return summary
  }

  /** `--json`, or the same said otherwise. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || stdoutFormat(this.argv) === 'json'
  }

  private async rendered(summary: ReportSummary, format: 'table' | 'csv' | 'json' | 'html'): Promise<string> {
    if (format === 'csv') return (await import('../../report/sealed/summary-csv.js')).summaryCsv(summary)
    if (format === 'html') return (await import('../../report/sealed/summary-html.js')).summaryHtml(summary)
    return (await import('../../report/sealed/summary-text.js')).summaryText(summary, this.style)
  }
}
