import { Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { identityFlag } from '../../app/support/identity-flag.js'
import { loadReport } from '../../app/support/load-report.js'
import { replayReport } from '../../app/support/replay.js'
import { reportArg } from '../../app/support/report-args.js'
import { SEVERITIES } from '../../contract/index.js'
import type { ReportReplay } from '../../report/sealed/replay-schema.js'

export default class ReportReplayCommand extends BaseCommand {
  static override readonly summary = "Judge a support report's facts again, with the checks of this version."

  static override readonly description = [
    'Nothing of this machine is looked at. A check whose facts the report does not hold is skipped, and says so. Plugins that are named judge as well, each in a process of its own that may do nothing.',
    'Exit codes as of doctor: 0 healthy, 1 something is broken, 2 something needs attention soon, 3 the replay could not be done.',
  ].join('\n\n')

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> report.tar.gz',
    {
      description: 'With the checks of a plugin that has not been installed',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz --plugin ./my-checks',
    },
  ]

  static override readonly args = {
    file: reportArg,
  }

  static override readonly flags = {
    plugin: Flags.string({
      summary: "A plugin's folder, or a single .mjs file, whose checks are to judge as well. Repeatable.",
      helpValue: 'PATH',
      multiple: true,
    }),
    'fail-on': Flags.option({
      summary: 'The least that makes the exit code other than 0.',
      options: SEVERITIES,
      defaultHelp: async () => 'warning',
    })(),
    'exit-zero': Flags.boolean({ summary: 'Exit with 0 whatever was found.' }),
    identity: identityFlag,
    verbose: Flags.boolean({ char: 'v', summary: 'Show everything: notes, passes, skips and times.' }),
  }

  async run(): Promise<ReportReplay> {
    const { args, flags } = await this.parse(ReportReplayCommand)
    const { sealed } = await loadReport(args.file, { identity: flags.identity ?? null })
    const replayed = await replayReport(sealed, {
      cli: this.cli,
      pluginPaths: flags.plugin ?? [],
      failOn: flags['fail-on'] ?? 'warning',
      exitZero: flags['exit-zero'],
    })
    process.exitCode = replayed.summary.exitCode
    if (this.jsonEnabled()) return replayed
    const { replayText } = await import('../../report/sealed/replay-text.js')
    printOut(replayText(replayed, { style: this.style, verbose: flags.verbose, cli: this.cli }))
    return replayed
  }
}
