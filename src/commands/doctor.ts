import { Flags } from '@oclif/core'
import { agentFlag, BaseCommand, keychainFlag, syncFlag } from '../app/base-command.js'
import { runDoctor } from '../app/doctor.js'
import { durationFlag } from '../app/duration-flags.js'
import { formatFlags } from '../app/format-flags.js'
import { liveTerminal } from '../app/live-terminal.js'
import { pluginFlag } from '../app/plugin-flag.js'
import { policyFlags } from '../app/policy-flags.js'
import type { AskRecovery } from '../app/recovery.js'
import { openOutputs } from '../app/report-outputs.js'
import { lookOf } from '../app/standard-streams.js'
import { stdoutFormat } from '../app/stdout-format.js'
import { tellResult } from '../app/tell-result.js'
import { SEVERITIES } from '../contract/index.js'
import type { Report } from '../report/schema.js'

const askRecovery: AskRecovery = async (interrupted) => {
  // Loaded only here: hardly any run has to ask.
  const { askRecoveryOnTerminal } = await import('../app/ask-recovery.js')
  return askRecoveryOnTerminal(interrupted)
}

const SELECT = 'SELECT'
const MEND = 'MEND'
const JUDGE = 'JUDGE'

export default class Doctor extends BaseCommand {
  static override readonly summary =
    'Find out why Clawdbot cannot use its model credentials, and put it right.'

  static override readonly usage = '<%= command.id %> [FLAGS]'

  static override readonly description = [
    "Copies Claude Code's login into Clawdbot's store, looks at everything model authentication depends on, and says what is wrong, why it matters and what to do next. Nothing but that copy is changed without --fix.",
    'Exit codes: 0 healthy, 1 something is broken, 2 something needs attention soon, 3 the run could not be done.',
  ].join('\n\n')

  static override readonly examples = [
    { description: 'Look, and copy a newer login', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Look only: nothing on this machine is written',
      command: '<%= config.bin %> <%= command.id %> --no-sync',
    },
    {
      description: 'Show what --fix would change, as a diff',
      command: '<%= config.bin %> <%= command.id %> --fix --dry-run',
    },
    {
      description: 'Ask the providers too whether they take the credentials; costs nothing',
      command: '<%= config.bin %> <%= command.id %> --online',
    },
    { description: 'One document for a script', command: '<%= config.bin %> <%= command.id %> --json' },
    {
      description: 'For people and for CI at once',
      command: '<%= config.bin %> <%= command.id %> --output report.html --output junit:results/doctor.xml',
    },
    {
      description: 'Only what is about expiry',
      command: '<%= config.bin %> <%= command.id %> --only auth/expiry',
    },
  ]

  static override readonly flags = {
    fix: Flags.boolean({ summary: 'Mend what can be mended; asks on a terminal.', helpGroup: MEND }),
    'dry-run': Flags.boolean({ summary: 'Show every change as a diff and make none.', helpGroup: MEND }),
    yes: Flags.boolean({
      char: 'y',
      summary: 'Do not ask: agree to every change but destructive ones.',
      helpGroup: MEND,
      dependsOn: ['fix'],
    }),
    force: Flags.boolean({
      summary: 'With --fix --yes, agree to destructive changes too.',
      helpGroup: MEND,
      dependsOn: ['yes'],
    }),
    sync: syncFlag,
    only: Flags.string({
      summary: 'Run these checks only; a glob such as auth/* is fine.',
      helpValue: 'ID',
      helpGroup: SELECT,
      multiple: true,
      delimiter: ',',
    }),
    skip: Flags.string({
      summary: 'Leave these checks out.',
      helpValue: 'ID',
      helpGroup: SELECT,
      multiple: true,
      delimiter: ',',
    }),
    tag: Flags.string({
      summary: 'Run the checks with this tag.',
      helpValue: 'TAG',
      helpGroup: SELECT,
      multiple: true,
      delimiter: ',',
    }),
    plugin: pluginFlag,
    agent: agentFlag,
    keychain: keychainFlag,
    online: Flags.boolean({
      summary:
        'Ask the providers whether they take the credentials. Sends each to its provider; costs nothing.',
      helpGroup: JUDGE,
    }),
    'warn-within': durationFlag({
      summary: 'How long before its end a credential counts as expiring.',
      helpValue: '24h',
      helpGroup: JUDGE,
      defaultHelp: async () => '24h',
    }),
    timeout: durationFlag({
      summary: 'How long each fact and each check may take.',
      helpValue: '10s',
      helpGroup: JUDGE,
      defaultHelp: async () => '10s',
    }),
    concurrency: Flags.integer({
      summary: 'How many checks run at once.',
      helpValue: 'N',
      helpGroup: JUDGE,
      min: 1,
      max: 64,
      defaultHelp: async () => '8',
    }),
    'fail-on': Flags.option({
      summary: 'The least that makes the exit code other than 0.',
      options: SEVERITIES,
      defaultHelp: async () => 'warning',
      helpGroup: JUDGE,
    })(),
    ...policyFlags,
    'exit-zero': Flags.boolean({ summary: 'Exit with 0 whatever was found.', helpGroup: JUDGE }),
    ...formatFlags,
    verbose: Flags.boolean({
      char: 'v',
      summary:
        'Show everything: notes, passes, skips and times. Where no list can be drawn, each check is told on stderr when it is done.',
    }),
  }

  async run(): Promise<Report> {
    const { flags } = await this.parse(Doctor)
    const outputs = await openOutputs(
      {
        json: this.jsonEnabled(),
        format: flags.format,
        output: flags.output ?? [],
      },
      flags,
    )
    const terminal =
      this.jsonEnabled() || lookOf('stderr').isTTY !== true
        ? null
        : liveTerminal(process.stderr, flags.verbose)
    const report = await runDoctor({
      agent: flags.agent ?? null,
      sync: flags.sync,
      dryRun: flags['dry-run'],
      fix: flags.fix,
      yes: flags.yes,
      force: flags.force,
      warnWithinMs: flags['warn-within'],
      timeoutMs: flags.timeout,
      concurrency: flags.concurrency,
      online: flags.online,
      keychain: flags.keychain,
      pluginPaths: flags.plugin ?? [],
      selection: { only: flags.only ?? [], skip: flags.skip ?? [], tags: flags.tag ?? [] },
      failOn: flags['fail-on'],
      config: flags.config,
      baseline: flags.baseline,
      updateBaseline: flags['update-baseline'],
      exitZero: flags['exit-zero'],
      cli: this.cli,
      terminal,
      ...(flags.verbose && terminal === null ? { onResult: tellResult } : {}),
      asker: await this.asker(),
      askRecovery: this.hasSomebody ? askRecovery : undefined,
    })
    process.exitCode = await outputs.tell(report, {
      style: this.style,
      verbose: flags.verbose,
      cli: this.cli,
    })
    return report
  }

  /** `--json`, or the same said otherwise. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || stdoutFormat(this.argv) === 'json'
  }

  /** Somebody can be asked only where both what they type and what they read is a terminal. */
  private get hasSomebody(): boolean {
    return !this.jsonEnabled() && lookOf('stderr').isTTY === true && process.stdin.isTTY
  }

  private async asker() {
    if (!this.hasSomebody) return undefined
    const { terminalAsker } = await import('../app/ask.js')
    return terminalAsker(() => this.errorStyle, this.cli)
  }
}
