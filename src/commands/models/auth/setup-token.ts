import { Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { printErr, printOut } from '../../../app/output.js'
import { setupToken } from '../../../app/setup-token.js'
import { tellSync } from '../../../app/tell-sync.js'
import { type TokenDocument, tokenDocument } from '../../../app/token-result.js'
import { storedTokenText, tokenWarningText } from '../../../report/token-text.js'

export default class SetupToken extends BaseCommand {
  static override readonly summary = 'Run `claude setup-token` here, and store the token that it makes.'

  static override readonly description =
    `Needs a terminal, and a Claude subscription. Where Claude Code stores the token itself it is copied; current
versions only print it, and then you are asked to paste it, hidden. A token that is the same as before is a failure.`

  static override readonly examples = ['<%= config.bin %> <%= command.id %> --provider anthropic']

  static override readonly flags = {
    provider: Flags.string({
      summary: 'Only anthropic has setup-tokens.',
      helpValue: 'ID',
      default: 'anthropic',
    }),
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask before `claude` is run.' }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<TokenDocument> {
    const { flags } = await this.parse(SetupToken)
    const result = await setupToken({
      provider: flags.provider,
      yes: flags.yes,
      ...this.authOptions(flags),
      json: this.jsonEnabled(),
    })
    tellSync(result.synced)
    if (!this.jsonEnabled()) {
      printErr(tokenWarningText(result.warnings, this.errorStyle))
      printOut(storedTokenText(result.stored, { ...result, cli: this.cli }))
    }
    return tokenDocument(result)
  }
}
