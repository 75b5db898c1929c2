import { Args } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { type ClearedCooldown, clearCooldown } from '../../../app/clear-cooldown.js'
import { printOut } from '../../../app/output.js'
import { tellSync } from '../../../app/tell-sync.js'
import { clearedText } from '../../../report/profile-text.js'

export default class AuthClearCooldown extends BaseCommand {
  static override readonly summary = 'Let a profile be used again that is in cooldown or disabled.'

  static override readonly description =
    `A gateway leaves a profile alone for a while after a failure, and counts failures. This removes all of it; when
the profile was used last stays.`

  static override readonly examples = ['<%= config.bin %> <%= command.id %> anthropic:claude-cli']

  static override readonly args = {
    profile: Args.string({ description: 'The profile id.', required: true }),
  }

  static override readonly flags = { 'dry-run': dryRunFlag, ...authFlags }

  async run(): Promise<ClearedCooldown> {
    const { args, flags } = await this.parse(AuthClearCooldown)
    const { document, synced } = await clearCooldown({
      profileId: args.profile,
      ...this.authOptions(flags),
    })
    tellSync(synced)
    if (!this.jsonEnabled()) printOut(clearedText(document))
    return document
  }
}
