import { Args } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { consentFlags, consentOptions } from '../../app/plugins/consent-flags.js'
import { linkPlugin } from '../../app/plugins/link.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { changeText } from '../../report/plugins-text.js'

export default class PluginsLink extends BaseCommand {
  static override readonly summary =
    "Use a plugin's folder where it lies, once you agree to what it asks for."

  static override readonly description =
    'For a plugin that you are writing. Nothing is copied: what changes in the folder is used at the next run. The rights belong to that folder and that version.'

  static override readonly args = {
    path: Args.string({ required: true, description: 'The folder of a package.' }),
  }

  static override readonly flags = consentFlags

  static override readonly examples = ['<%= config.bin %> <%= command.id %> ./my-plugin']

  async run(): Promise<{ readonly plugins: readonly PluginChange[] }> {
    const { args, flags } = await this.parse(PluginsLink)
    const options = await consentOptions(flags, this.cli, this.jsonEnabled())
    const change = await linkPlugin({ ...options, path: args.path })
    if (!this.jsonEnabled()) printOut(changeText(change, this.style))
    return { plugins: [change] }
  }
}
