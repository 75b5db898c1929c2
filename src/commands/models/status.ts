import { Flags } from '@oclif/core'
import { agentFlag, BaseCommand, keychainFlag, syncFlag } from '../../app/base-command.js'
import { durationFlag } from '../../app/duration-flag.js'
import { modelsStatusRun } from '../../app/models-status.js'
import { printErr, printOut } from '../../app/output.js'
import type { StatusDocument } from '../../report/status-schema.js'

export default class ModelsStatus extends BaseCommand {
  static override readonly summary = 'Show the configured models, every credential, and what would be used.'

  static override readonly description = `Copies Claude Code's login into the store first.

Exit codes with --check: 0 healthy, 1 something is expired or missing, 2 something is expiring. Without it 0, but 1
where a file could not be read.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    { description: 'For a monitor', command: '<%= config.bin %> <%= command.id %> --check --plain' },
    {
      description: 'Judge only what would really be used',
      command: '<%= config.bin %> <%= command.id %> --check --in-use',
    },
  ]

  static override readonly flags = {
    check: Flags.boolean({
      summary: 'Exit with 1 when something is expired or missing, 2 when it is expiring.',
    }),
    'in-use': Flags.boolean({
      summary:
        'With --check, judge only what would really be used; a login that can be refreshed is healthy.',
    }),
    plain: Flags.boolean({ summary: 'Print the default model only.', exclusive: ['json'] }),
    agent: agentFlag,
    sync: syncFlag,
    keychain: keychainFlag,
    'warn-within': durationFlag({
      summary: 'How long before its end a credential counts as expiring.',
      helpValue: '24h',
      default: 86_400_000,
      defaultHelp: async () => '24h',
    }),
  }

  async run(): Promise<StatusDocument> {
    const { flags } = await this.parse(ModelsStatus)
    const { document, exitCode, home } = await modelsStatusRun({
      agent: flags.agent ?? null,
      sync: flags.sync,
      keychain: flags.keychain,
      warnWithinMs: flags['warn-within'],
      inUse: flags['in-use'],
      cli: this.cli,
    })
    if (flags.check || document.problems.length > 0) process.exitCode = exitCode
    if (this.jsonEnabled()) return document
    for (const { what, next } of document.problems)
      printErr(`✖ error: ${what}\n${next === null ? '' : `  next  ${next}\n`}`)
    for (const { subject, status, reason } of document.sync)
      if (status !== 'applied' && status !== 'offered')
        printErr(`▲ warning: the login was not copied (${subject}): ${reason ?? status}\n`)
    if (flags.plain) printOut(`${document.resolvedDefault}\n`)
    else {
      const { renderStatus } = await import('../../report/status-text.js')
      printOut(renderStatus(document, { style: this.style, cli: this.cli, home }))
    }
    return document
  }
}
