import { Args, Flags } from '@oclif/core'
import { BaseCommand, dryRunFlag, keychainFlag } from '../../app/base-command.js'
import { durationFlag } from '../../app/duration-flags.js'
import { printOut } from '../../app/output.js'
import { configFlag } from '../../app/policy-flags.js'
import { type SuppressedFinding, suppressFinding } from '../../app/suppress/suppress-finding.js'
import { suppressedText } from '../../report/suppressed-text.js'

export default class DoctorSuppress extends BaseCommand {
  static override readonly summary = 'Live with a finding: it is reported as suppressed, and does not count.'

  static override readonly description =
    'Writes an entry into clawdbot.doctor.json, and nothing else. The finding comes back when it says something else than now, or after --until.'

  static override readonly args = {
    finding: Args.string({
      required: true,
      description: 'Its fingerprint, the start of one, or check#subject; `doctor --verbose` shows it.',
    }),
  }

  static override readonly examples = [
    {
      description: 'For a month, by its fingerprint',
      command:
        '<%= config.bin %> <%= command.id %> 3f2a9c0b1d4e5f60 --reason "replaced in May" --owner ops --until 30d',
    },
    {
      description: 'See what would be written',
      command:
        '<%= config.bin %> <%= command.id %> "auth/permissions#agent:main/store" --reason TEXT --dry-run',
    },
  ]

  static override readonly flags = {
    reason: Flags.string({
      summary: 'Why it is all right to live with it.',
      helpValue: 'TEXT',
      required: true,
    }),
    owner: Flags.string({ summary: 'Who answers for it.', helpValue: 'NAME' }),
    until: Flags.string({ summary: 'The last day, or how long from now.', helpValue: '30d' }),
    config: configFlag,
    online: Flags.boolean({ summary: 'Ask the providers too, for a finding that only --online tells.' }),
    'warn-within': durationFlag({
      summary: 'As doctor was given it, for a finding that is there only with it.',
      helpValue: '24h',
    }),
    keychain: keychainFlag,
    'dry-run': dryRunFlag,
  }

  async run(): Promise<SuppressedFinding> {
    const { args, flags } = await this.parse(DoctorSuppress)
    const document = await suppressFinding({
      target: args.finding,
      reason: flags.reason,
      owner: flags.owner,
      until: flags.until,
      config: flags.config,
      online: flags.online,
      warnWithinMs: flags['warn-within'],
      keychain: flags.keychain,
      dryRun: flags['dry-run'],
      cli: this.cli,
    })
    if (!this.jsonEnabled()) printOut(suppressedText(document))
    return document
  }
}
