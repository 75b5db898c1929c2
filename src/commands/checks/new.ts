import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { type NewCheck, newCheck, nextCommands } from '../../app/scaffold/new-check.js'

interface MadeCheck extends NewCheck {
  /** The commands to type next. */
  readonly next: readonly string[]
}

export default class ChecksNew extends BaseCommand {
  static override readonly summary =
    'Make a package with a check of your own: check, fact, fix, tests, page, CI file.'

  static override readonly description =
    'What it makes works as it is, and its tests pass: a check of the permissions of one file, to be made into yours. No file is ever overwritten.'

  static override readonly args = {
    id: Args.string({ required: true, description: 'The id of the new check, such as my-company/config.' }),
  }

  static override readonly flags = {
    plugin: Flags.string({
      summary: 'Add the check to the package in this folder, which `checks new` has made.',
      helpValue: 'FOLDER',
      exclusive: ['dir', 'name'],
    }),
    dir: Flags.string({
      summary: 'Make the package in this folder; by default in one with its name.',
      helpValue: 'FOLDER',
    }),
    name: Flags.string({
      summary: 'Name the package; by default clawdbot-doctor-<domain>.',
      helpValue: 'PACKAGE',
    }),
  }

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> my-company/config',
    {
      description: 'One more check in the same package',
      command: '<%= config.bin %> <%= command.id %> my-company/cache --plugin clawdbot-doctor-my-company',
    },
  ]

  async run(): Promise<MadeCheck> {
    const { args, flags } = await this.parse(ChecksNew)
    const cwd = process.cwd()
    const made = await newCheck({ id: args.id, ...flags, cwd })
    const next = nextCommands(made, cwd, this.cli)
    this.log(`Made ${made.check} in ${made.folder}:`)
    for (const path of made.files) this.log(`  ${path}`)
    if (made.changed.length > 0) this.log(`It is entered in ${made.changed.join(', ')}.`)
    this.log('\nNext:')
    for (const command of next) this.log(`  ${command}`)
    return { ...made, next }
  }
}
