import { Args, Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { durationFlag } from '../../../app/duration-flags.js'
import { printOut } from '../../../app/output.js'
import { type RefreshDocument, refreshRun } from '../../../app/refresh/refresh-run.js'
import { tellSync, tellWarning } from '../../../app/tell-sync.js'
import { refreshText } from '../../../report/refresh-text.js'

export default class AuthRefresh extends BaseCommand {
  static override readonly summary = 'Get a new access token for a login, now.'

  static override readonly description =
    `Without a profile, the one that would be used for the default model. Takes Claude Code's login first
where that is newer; else asks the provider, and gives the new login to Clawdbot's store and to Claude Code, so that
neither is logged out. Keys and pasted tokens cannot be refreshed.

Exit codes: 0 done, 1 the provider rejected it and somebody has to log in again, 3 it could not be done.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> anthropic:claude-cli',
    {
      description: 'Show which files would change; the provider is not asked',
      command: '<%= config.bin %> <%= command.id %> --dry-run',
    },
  ]

  static override readonly args = {
    profile: Args.string({ name: 'profile', description: 'A profile id, e.g. anthropic:claude-cli.' }),
  }

  static override readonly flags = {
    timeout: durationFlag({
      summary: 'How long the provider may take.',
      helpValue: '20s',
      default: 20_000,
      defaultHelp: async () => '20s',
    }),
    'dry-run': dryRunFlag,
    ...authFlags,
    sync: Flags.boolean({
      summary: "Take Claude Code's login first, where that is newer.",
      allowNo: true,
      default: true,
    }),
  }

  async run(): Promise<RefreshDocument> {
    const { args, flags } = await this.parse(AuthRefresh)
    const { document, synced, now, home } = await refreshRun({
      profile: args.profile ?? null,
      ...this.authOptions(flags),
      requestMs: flags.timeout,
    })
    tellSync(synced)
    for (const warning of document.warnings) tellWarning(warning)
    if (!this.jsonEnabled()) printOut(refreshText(document, { now, home }))
    return document
  }
}
