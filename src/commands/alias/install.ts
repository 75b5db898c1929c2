import { Flags } from '@oclif/core'
import { type AliasResult, installAlias } from '../../app/alias.js'
import { BaseCommand } from '../../app/base-command.js'

export default class AliasInstall extends BaseCommand {
  static override readonly summary =
    'Create the command name clawdbot beside clawdbot-doctor, where it is free.'

  static override readonly description =
    'The credential guide\'s words, such as "clawdbot models status", then work as written. Where a gateway owns the name already, nothing is changed.'

  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  static override readonly flags = {
    dir: Flags.string({
      summary: 'The folder clawdbot-doctor is in; found on PATH by default.',
      helpValue: 'FOLDER',
    }),
    'dry-run': Flags.boolean({ summary: 'Say what would be created and create nothing.' }),
  }

  async run(): Promise<AliasResult> {
    const { flags } = await this.parse(AliasInstall)
    const result = await installAlias({
      script: process.argv[1] ?? '',
      folder: flags.dir ?? null,
      dryRun: flags['dry-run'],
    })
    const { path, status } = result
    if (status === 'installed') this.log(`Created ${path}. From now on \`clawdbot doctor\` works.`)
    else if (status === 'already-installed') this.log(`${path} is this program already.`)
    else this.log(`Would create ${path}.`)
    return result
  }
}
