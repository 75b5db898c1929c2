import { resolve } from 'node:path'
import { Args } from '@oclif/core'
import { devLoop } from '../../app/author/dev-loop.js'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'

const CLEAR = '\x1b[2J\x1b[3J\x1b[H'

export default class ChecksDev extends BaseCommand {
  static override readonly summary =
    'Run the tests and the rules of a plugin of yours again whenever a file of it is saved.'

  static override readonly description = 'Ctrl-C ends it.'

  static override readonly enableJsonFlag = false

  static override readonly args = {
    path: Args.string({ default: '.', description: 'The folder of the plugin, with its package.json.' }),
  }

  static override readonly examples = ['<%= config.bin %> <%= command.id %> .']

  async run(): Promise<void> {
    const { args } = await this.parse(ChecksDev)
    // Before everybody else who listens: to be stopped is how this is meant to end.
    process.prependListener('SIGINT', () => process.exit(0))
    const clears = process.stdout.isTTY === true && this.style.plain !== true
    await devLoop({
      folder: resolve(args.path),
      tell: printOut,
      onAgain: () => printOut(clears ? CLEAR : '\n'),
    })
  }
}
