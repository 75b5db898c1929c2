import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { identityFlag } from '../../app/support/identity-flag.js'
import { loadReport } from '../../app/support/load-report.js'
import { reportArg } from '../../app/support/report-args.js'
import { EXIT } from '../../report/exit-code.js'
import { diffReports } from '../../report/sealed/diff.js'
import type { ReportDiff } from '../../report/sealed/diff-schema.js'

export default class ReportDiffCommand extends BaseCommand {
  static override readonly summary = 'Say what differs between two support reports.'

  static override readonly description = [
    'Of one machine on two days, before and after a fix, or of two machines. Within a case names mean the same in both reports; across cases findings are matched by check and message.',
    'Exit codes: 0 done, 3 a report was refused; with --exit-code 1 where they differ.',
  ].join('\n\n')

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> before.tar.gz after.tar.gz',
    {
      description: 'To paste into an issue',
      command: '<%= config.bin %> <%= command.id %> good.tar.gz bad.tar.gz --markdown',
    },
  ]

  static override readonly args = {
    before: reportArg,
    after: Args.string({ required: true, description: 'The later one, or that of another machine.' }),
  }

  static override readonly flags = {
    markdown: Flags.boolean({ summary: 'Print it as Markdown, for an issue.', exclusive: ['json'] }),
    'exit-code': Flags.boolean({ summary: 'Exit with 1 where the reports differ.' }),
    identity: identityFlag,
    verbose: Flags.boolean({ char: 'v', summary: 'Show up to 100 changes of each fact, not 5.' }),
  }

  async run(): Promise<ReportDiff> {
    const { args, flags } = await this.parse(ReportDiffCommand)
    const options = { identity: flags.identity ?? null }
    const before = await loadReport(args.before, options)
    const after = await loadReport(args.after, options)
    const diff = diffReports(before.sealed, after.sealed)
    if (flags['exit-code'] && diff.differs) process.exitCode = EXIT.broken
    if (this.jsonEnabled()) return diff
    const { diffText, diffMarkdown } = await import('../../report/sealed/diff-text.js')
    const { verbose } = flags
    printOut(
      flags.markdown ? diffMarkdown(diff, { verbose }) : diffText(diff, { style: this.style, verbose }),
    )
    return diff
  }
}
