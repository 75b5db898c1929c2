import { Flags } from '@oclif/core'
import { authFlags, BaseCommand, dryRunFlag } from '../../../app/base-command.js'
import { printErr, printOut } from '../../../app/output.js'
import { pasteToken } from '../../../app/paste-token.js'
import { Refusal } from '../../../app/refusal.js'
import { tellSync } from '../../../app/tell-sync.js'
import { type TokenDocument, tokenDocument } from '../../../app/token-result.js'
import { storedTokenText, tokenWarningText } from '../../../report/token-text.js'

/** A flag that is only misspelled may be named. */
const FLAG = /^(?:-[a-z]|--[a-z][a-z-]{0,20})$/

export default class PasteToken extends BaseCommand {
  static override readonly summary = 'Store a token that you paste, for any provider.'

  static override readonly description =
    `Asks for it on a terminal, where it is not shown; else reads standard input to its end. Never give it as an
argument: other users of this machine could read it. Stores it for all agents, or for the one named with --agent, and
names the profile in the config.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --provider anthropic',
    {
      description: 'A setup-token, with a warning before its year is over',
      command: '<%= config.bin %> <%= command.id %> --provider anthropic --expires-in 365d',
    },
    {
      description: 'From a file',
      command: '<%= config.bin %> <%= command.id %> --provider openrouter < token.txt',
    },
  ]

  // A word too many is the token, it may be: it is refused here, and not repeated as the parser would.
  static override readonly strict = false

  static override readonly flags = {
    provider: Flags.string({ summary: 'The provider.', helpValue: 'ID', required: true }),
    'profile-id': Flags.string({ summary: 'The profile; <provider>:manual by default.', helpValue: 'ID' }),
    'expires-in': Flags.string({
      summary: 'How long it is valid: 365d, 12h, 30m; a bare number counts days.',
      helpValue: 'TIME',
    }),
    'dry-run': dryRunFlag,
    ...authFlags,
  }

  async run(): Promise<TokenDocument> {
    const { flags } = await this.parseQuietly()
    const result = await pasteToken({
      provider: flags.provider,
      profileId: flags['profile-id'] ?? null,
      expiresIn: flags['expires-in'] ?? null,
      ...this.authOptions(flags),
    })
    tellSync(result.synced)
    if (!this.jsonEnabled()) {
      printErr(tokenWarningText(result.warnings, this.errorStyle))
      printOut(storedTokenText(result.stored, { ...result, cli: this.cli }))
    }
    return tokenDocument(result)
  }

  private async parseQuietly() {
    try {
      const parsed = await this.parse(PasteToken)
      if (parsed.argv.length === 0) return parsed
    } catch (error) {
      if (!this.strayWords(error).some((word) => !FLAG.test(word))) throw error
    }
    throw new Refusal(
      'TOKEN_AS_ARGUMENT',
      'There is a word too many on the command line, so nothing was stored. If it is the token, others may have read it there, and the history of your shell has it.',
      `Run \`${this.cli} models auth paste-token --provider ID\` and paste the token when it asks.`,
    )
  }

  /** What oclif's parser could make nothing of; where it does not say, the word that must not be repeated. */
  private strayWords(error: unknown): readonly string[] {
    if (!(error instanceof Error) || !('oclif' in error)) return []
    const left = (error as { readonly parse?: { readonly output?: { readonly argv?: unknown } } }).parse
      ?.output
    return Array.isArray(left?.argv) ? left.argv.map(String) : this.argv.slice(0, 1)
  }
}
