import { Flags } from '@oclif/core'
import { authExplain } from '../../../app/auth-explain.js'
import { authFlags, BaseCommand, noWriteFlag } from '../../../app/base-command.js'
import { printOut } from '../../../app/output.js'
import { tellSync } from '../../../app/tell-sync.js'
import type { ExplainDocument } from '../../../report/auth-explain-schema.js'
import { EXIT } from '../../../report/exit-code.js'

export default class AuthExplain extends BaseCommand {
  static override readonly summary = 'Say which credential would be used, and why not each of the others.'

  static override readonly description =
    `Goes through everything a gateway tries: a session's pin, the profiles in their order, the environment, the
config. Says what each would cost and, where nothing would be used, which step of setting it up did not take.

Exit codes: 0 something would be used, 1 nothing would, 3 it could not be found out.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --provider openai --agent work',
    {
      description: 'What a session would use',
      command: '<%= config.bin %> <%= command.id %> --session agent:main:main',
    },
  ]

  static override readonly flags = {
    provider: Flags.string({
      summary: "The provider; that of the agent's model by default.",
      helpValue: 'ID',
    }),
    model: Flags.string({ summary: 'A model, as <provider>/<model> or an alias.', helpValue: 'REF' }),
    session: Flags.string({ summary: 'A session, whose model and pin then count.', helpValue: 'KEY' }),
    'dry-run': noWriteFlag,
    ...authFlags,
  }

  async run(): Promise<ExplainDocument> {
    const { flags } = await this.parse(AuthExplain)
    const { document, home, synced } = await authExplain({
      provider: flags.provider ?? null,
      model: flags.model ?? null,
      session: flags.session ?? null,
      agent: flags.agent ?? null,
      sync: flags.sync && !flags['dry-run'],
      keychain: flags.keychain,
      cli: this.cli,
    })
    if (document.chosen === null) process.exitCode = EXIT.broken
    tellSync(synced)
    if (this.jsonEnabled()) return document
    const { renderExplain } = await import('../../../report/auth-explain-text.js')
    printOut(renderExplain(document, { style: this.style, home }))
    return document
  }
}
