import { Args, Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../../app/base-command.js'
import { type SetOrder, setOrder } from '../../../../app/change-order.js'
import { printErr, printOut } from '../../../../app/output.js'
import { tellSync } from '../../../../app/tell-sync.js'
import { EXIT } from '../../../../report/exit-code.js'
import { orderFaults, setOrderText } from '../../../../report/order-text.js'

export default class OrderSet extends BaseCommand {
  static override readonly summary = 'Set which profiles a provider is asked with, and in what order.'

  static override readonly description =
    `The bot tries these profiles and no others. Copies Claude Code's login into the store first, so
anthropic:claude-cli can be named right after logging in.

Exit codes: 0 done, 1 the order leaves nothing that could be used, 3 refused or failed.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --provider anthropic anthropic:claude-cli',
    {
      description: 'For one agent, with a second choice',
      command:
        '<%= config.bin %> <%= command.id %> --provider anthropic --agent work anthropic:claude-cli anthropic:manual',
    },
  ]

  static override readonly args = {
    ids: Args.string({ name: 'ids', description: 'Profile ids, first choice first.', multiple: true }),
  }

  static override readonly flags = {
    provider: Flags.string({ summary: 'The provider.', helpValue: 'ID', required: true }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<SetOrder> {
    const { args, flags } = await this.parse(OrderSet)
    const { document, synced } = await setOrder({
      provider: flags.provider,
      ids: args.ids ?? [],
      ...this.authOptions(flags),
    })
    if (!document.usable) process.exitCode = EXIT.broken
    tellSync(synced)
    if (this.jsonEnabled()) return document
    printOut(setOrderText(document))
    printErr(orderFaults(document, this.cli, this.errorStyle))
    return document
  }
}
