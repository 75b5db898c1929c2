import { Flags } from '@oclif/core'
import { authList } from '../../../app/auth-list.js'
import { authFlags, BaseCommand, noWriteFlag } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { tellSync } from '../../../app/tell-sync.js'
import type { ListDocument } from '../../../report/auth-list-schema.js'

export default class AuthList extends BaseCommand {
  static override readonly summary = 'List every profile an agent has, and every key beside them.'

  static override readonly description =
    "Its own profiles and those it inherits from the main agent, with how long each lasts and when it is tried. Copies\nClaude Code's login into the store first. No secret is shown."

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --provider anthropic --agent work --json',
  ]

  static override readonly flags = {
    provider: Flags.string({ summary: 'List this provider only.', helpValue: 'ID' }),
    'dry-run': noWriteFlag,
    ...authFlags,
  }

  async run(): Promise<ListDocument> {
    const { flags } = await this.parse(AuthList)
    const { document, home, synced } = await authList({
      provider: flags.provider ?? null,
      agent: flags.agent ?? null,
      sync: flags.sync && !flags['dry-run'],
      keychain: flags.keychain,
      cli: this.cli,
    })
    tellSync(synced)
    if (this.jsonEnabled()) return document
    const { renderList } = await import('../../../report/auth-list-text.js')
    printOut(renderList(document, { style: this.style, cli: this.cli, home }))
    return document
  }
}
