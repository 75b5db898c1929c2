import { Args, Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { Refusal } from '../../../app/refusal.js'
import { type RemovedProfile, removeProfile } from '../../../app/remove-profile.js'
import { tellSync } from '../../../app/tell-sync.js'
import type { UndoneRemoval } from '../../../app/undo-removal.js'
import { removedText } from '../../../report/profile-text.js'
import { undoneText } from '../../../report/undo-text.js'

export default class AuthRemove extends BaseCommand {
  static override readonly summary = 'Remove a profile from the store that holds it.'

  static override readonly description =
    `With it go its statistics, its place in that store's orders, and its entries in the config. Asks on a
terminal; needs --yes without one. A profile that is inherited is removed at its owner, with --agent main.

With --undo the last removal is put back, as long as nothing else has changed its files since.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> anthropic:manual',
    {
      description: 'See what would go',
      command: '<%= config.bin %> <%= command.id %> anthropic:manual --dry-run',
    },
    { description: 'Put back what was removed last', command: '<%= config.bin %> <%= command.id %> --undo' },
  ]

  static override readonly args = {
    profile: Args.string({ description: 'The profile id; not with --undo.' }),
  }

  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask.' }),
    undo: Flags.boolean({ summary: 'Put the last removal back.', exclusive: ['agent'] }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<RemovedProfile | UndoneRemoval> {
    const { args, flags } = await this.parse(AuthRemove)
    const { profile } = args
    if (flags.undo) return this.undo(profile, flags['dry-run'])
    if (profile === undefined)
      throw new Refusal(
        'BAD_FLAG',
        'Which profile is to be removed?',
        `Name it: \`${this.cli} models auth remove PROFILE\`. \`${this.cli} models auth list\` shows them.`,
      )
    const { document, synced } = await removeProfile({
      profileId: profile,
      ...this.authOptions(flags),
      yes: flags.yes,
      confirm: await this.confirmer(),
    })
    tellSync(synced)
    if (this.jsonEnabled()) return document
    printOut(removedText(document, this.cli))
    if (document.status === 'done') printOut(`To undo: \`${this.cli} models auth remove --undo\`\n`)
    return document
  }

  private async undo(profile: string | undefined, dryRun: boolean): Promise<UndoneRemoval> {
    if (profile !== undefined)
      throw new Refusal(
        'BAD_FLAG',
        `--undo puts back what was removed last, and takes no profile: ${profile}.`,
        `Run \`${this.cli} models auth remove --undo\`, or with --dry-run to see what would come back.`,
      )
    const { undoRemoval } = await import('../../../app/undo-removal.js')
    const document = await undoRemoval({ dryRun })
    if (!this.jsonEnabled()) printOut(undoneText(document))
    return document
  }

  /** Somebody can be asked only where both what they type and what they read is a terminal. */
  private async confirmer() {
    if (this.jsonEnabled() || !process.stdin.isTTY || !process.stderr.isTTY) return null
    const { confirmOnTerminal } = await import('../../../app/confirm.js')
    return confirmOnTerminal
  }
}
