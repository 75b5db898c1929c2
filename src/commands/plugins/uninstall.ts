import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { uninstallPlugin } from '../../app/plugins/uninstall.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { changeText } from '../../report/plugins-text.js'

export default class PluginsUninstall extends BaseCommand {
  static override readonly summary = 'Remove an installed plugin, and forget a linked one.'

  static override readonly description =
    'What you agreed to for it is forgotten too. The folder of a linked plugin stays as it is.'

  static override readonly args = {
    name: Args.string({ required: true, description: 'Its name, as `plugins list` shows it.' }),
  }

  static override readonly flags = {
    'dry-run': Flags.boolean({ summary: 'Say what would be removed and remove nothing.' }),
  }

  static override readonly examples = ['<%= config.bin %> <%= command.id %> my-plugin']

  async run(): Promise<{ readonly plugins: readonly PluginChange[] }> {
    const { args, flags } = await this.parse(PluginsUninstall)
    const change = await uninstallPlugin({ name: args.name, dryRun: flags['dry-run'], cli: this.cli })
    if (!this.jsonEnabled()) printOut(changeText(change, this.style))
    return { plugins: [change] }
  }
}
