import { Args, Flags } from '@oclif/core'
import { agentFlag, BaseCommand, keychainFlag, syncFlag } from '../../app/base-command.js'
import { printErr, printOut } from '../../app/output.js'
import { type SessionModelResult, sessionModel } from '../../app/session-model.js'
import { tellSync } from '../../app/tell-sync.js'

export default class SessionsModel extends BaseCommand {
  static override readonly summary =
    "Switch a session's model or auth profile by a chat message, and print the reply."

  static override readonly description =
    `Does what the gateway does when it gets the message in that session: /model and /model list show the
models, /model status shows where each provider is asked and with which profiles, and /model <model>[@<profile>]
switches. Copies Claude Code's login into the store first.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> "/model status" --session agent:main:main',
    {
      description: 'Pin a profile for this session',
      command: '<%= config.bin %> <%= command.id %> "/model opus@anthropic:work" --session agent:main:main',
    },
    {
      description: 'Unpin it again',
      command: '<%= config.bin %> <%= command.id %> "/model opus" --session agent:main:main',
    },
  ]

  static override readonly args = {
    message: Args.string({ description: 'A chat message with a /model directive in it.', required: true }),
  }

  static override readonly flags = {
    session: Flags.string({
      summary: 'The session: agent:<agentId>:<key>, or the key alone.',
      helpValue: 'KEY',
      required: true,
    }),
    'dry-run': Flags.boolean({ summary: 'Show the diff and change nothing.' }),
    agent: agentFlag,
    sync: syncFlag,
    keychain: keychainFlag,
  }

  async run(): Promise<SessionModelResult> {
    const { args, flags } = await this.parse(SessionsModel)
    const result = await sessionModel({
      message: args.message,
      session: flags.session,
      ...this.authOptions(flags),
    })
    if (this.jsonEnabled()) return result
    tellSync(result.sync)
    if (result.diff !== null) printErr(`${result.diff.trimEnd()}\n`)
    printOut(`${result.reply}\n`)
    return result
  }
}
