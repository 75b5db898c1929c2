import { Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../../app/base-command.js'
import { type ClearedOrder, clearOrder } from '../../../../app/change-order.js'
import { printOut } from '../../../../app/output.js'
import { tellSync } from '../../../../app/tell-sync.js'
import { clearedOrderText } from '../../../../report/order-text.js'

export default class OrderClear extends BaseCommand {
  static override readonly summary = 'Remove the order of profiles that the store sets for a provider.'

  static override readonly description =
    "Afterwards the config's auth.order holds, else the type of the profiles and when they were used last."

  static override readonly examples = ['<%= config.bin %> <%= command.id %> --provider anthropic']

  static override readonly flags = {
    provider: Flags.string({ summary: 'The provider.', helpValue: 'ID', required: true }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<ClearedOrder> {
    const { flags } = await this.parse(OrderClear)
    const { document, synced } = await clearOrder({
      provider: flags.provider,
      ...this.authOptions(flags),
    })
    tellSync(synced)
    if (!this.jsonEnabled()) printOut(clearedOrderText(document, this.cli))
    return document
  }
}
