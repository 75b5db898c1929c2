import { Args } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { consentFlags, consentOptions } from '../../app/plugins/consent-flags.js'
import { updatePlugins } from '../../app/plugins/update.js'
import { EXIT } from '../../report/exit-code.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { changeText } from '../../report/plugins-text.js'

export default class PluginsUpdate extends BaseCommand {
  static override readonly summary = 'Fetch installed plugins again, show what is new, and ask.'

  static override readonly description =
    'Each is fetched from where it was installed from. Rights that it did not have are marked as new. Nothing changes for one that you decline, or that cannot be had.'

  static override readonly strict = false

  static override readonly args = {
    names: Args.string({
      description: 'Names, as `plugins list` shows them; all that are installed without any.',
    }),
  }

  static override readonly flags = consentFlags

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> my-plugin --dry-run',
  ]

  async run(): Promise<{ readonly plugins: readonly PluginChange[] }> {
    const { argv, flags } = await this.parse(PluginsUpdate)
    const options = await consentOptions(flags, this.cli, this.jsonEnabled())
    const changes = await updatePlugins({ ...options, names: argv.map(String) })
    if (!this.jsonEnabled()) {
      for (const change of changes) printOut(changeText(change, this.style))
      if (changes.length === 0) printOut('No plugin is installed.\n')
    }
    if (changes.some(({ status }) => status === 'failed' || status === 'kept'))
      process.exitCode = EXIT.couldNotRun
    return { plugins: changes }
  }
}
