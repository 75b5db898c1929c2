import { Args, Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { type RemovedProfile, removeProfile } from '../../../app/remove-profile.js'
import { tellSync } from '../../../app/tell-sync.js'
import { removedText } from '../../../report/profile-text.js'

export default class AuthRemove extends BaseCommand {
  static override readonly summary = 'Remove a profile from the store that holds it.'

  static override readonly description =
    `With it go its statistics, its place in that store's orders, and its entries in the config. Asks on a
terminal; needs --yes without one. A profile that is inherited is removed at its owner, with --agent main.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> anthropic:manual',
    {
      description: 'See what would go',
      command: '<%= config.bin %> <%= command.id %> anthropic:manual --dry-run',
    },
  ]

  static override readonly args = {
    profile: Args.string({ description: 'The profile id.', required: true }),
  }

  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask.' }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<RemovedProfile> {
    const { args, flags } = await this.parse(AuthRemove)
    const { document, synced } = await removeProfile({
      profileId: args.profile,
      agent: flags.agent ?? null,
      sync: flags.sync,
      keychain: flags.keychain,
      dryRun: flags['dry-run'],
      yes: flags.yes,
      confirm: await this.confirmer(),
      cli: this.cli,
    })
    tellSync(synced)
    if (!this.jsonEnabled()) printOut(removedText(document, this.cli))
    return document
  }

  /** Somebody can be asked only where both what they type and what they read is a terminal. */
  private async confirmer() {
    if (this.jsonEnabled() || !process.stdin.isTTY || !process.stderr.isTTY) return null
    const { confirmOnTerminal } = await import('../../../app/confirm.js')
    return confirmOnTerminal
  }
}
