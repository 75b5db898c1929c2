import { Flags } from '@oclif/core'
import { getOrder, type OrderDocument } from '../../../../app/auth-order.js'
import { authFlags, BaseCommand, noWriteFlag } from '../../../../app/base-command.js'
import { printOut } from '../../../../app/output.js'
import { tellSync } from '../../../../app/tell-sync.js'
import { orderText } from '../../../../report/order-text.js'

export default class OrderGet extends BaseCommand {
  static override readonly summary = 'Show the order of profiles that the store sets for a provider.'

  static override readonly description =
    `Without an order in the store, the config's auth.order holds, else the type of the profiles and when they
were used last. \`<%= config.bin %> models auth explain\` says what that comes to.`

  static override readonly examples = ['<%= config.bin %> <%= command.id %> --provider anthropic']

  static override readonly flags = {
    provider: Flags.string({ summary: 'The provider.', helpValue: 'ID', required: true }),
    'dry-run': noWriteFlag,
    ...authFlags,
  }

  async run(): Promise<OrderDocument> {
    const { flags } = await this.parse(OrderGet)
    const { document, synced } = await getOrder({
      provider: flags.provider,
      agent: flags.agent ?? null,
      sync: flags.sync && !flags['dry-run'],
      keychain: flags.keychain,
      cli: this.cli,
    })
    tellSync(synced)
    if (!this.jsonEnabled()) printOut(orderText(document))
    return document
  }
}
