import { resolve } from 'node:path'
import { Args } from '@oclif/core'
import { verifyPlugin } from '../../app/author/verify-plugin.js'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import type { ConformanceDocument } from '../../report/conformance-schema.js'
import { conformanceText } from '../../report/conformance-text.js'
import { EXIT } from '../../report/exit-code.js'

export default class ChecksVerify extends BaseCommand {
  static override readonly summary =
    'Go through every rule that a plugin of yours has to hold to, by its examples.'

  static override readonly description =
    'It runs the code of the plugin, in throw-away homes. Exit code 0: it holds to all of them; 1: it does not; 3: it could not be looked at.'

  static override readonly args = {
    path: Args.string({ default: '.', description: 'The folder of the plugin, with its package.json.' }),
  }

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> .',
    {
      description: 'One document, valid against schemas/conformance.v1.json',
      command: '<%= config.bin %> <%= command.id %> clawdbot-doctor-my-company --json',
    },
  ]

  async run(): Promise<ConformanceDocument> {
    const { args } = await this.parse(ChecksVerify)
    const document = await verifyPlugin(resolve(args.path))
    if (!this.jsonEnabled()) printOut(conformanceText(document, this.style))
    process.exitCode = document.conforms ? EXIT.healthy : EXIT.broken
    return document
  }
}
