import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { listPlugins } from '../../app/plugins/list-plugins.js'
import { configFlag } from '../../app/policy-flags.js'
import { EXIT } from '../../report/exit-code.js'
import type { PluginsDocument } from '../../report/plugins-schema.js'
import { pluginsText } from '../../report/plugins-text.js'

export default class PluginsList extends BaseCommand {
  static override readonly summary = 'List every plugin: whose it is, what it may, and why one is rejected.'

  static override readonly description =
    'Goes by what their packages say: nothing of them is run. Exits with 1 where one is rejected.'

  static override readonly flags = { config: configFlag }

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ]

  async run(): Promise<PluginsDocument> {
    const { flags } = await this.parse(PluginsList)
    const document = await listPlugins(flags.config, this.cli)
    if (!this.jsonEnabled()) printOut(pluginsText(document, this.style, this.cli))
    if (document.plugins.some(({ state }) => state === 'rejected')) process.exitCode = EXIT.broken
    return document
  }
}
