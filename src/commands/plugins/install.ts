import { Args } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { consentFlags, consentOptions } from '../../app/plugins/consent-flags.js'
import { installPlugin } from '../../app/plugins/install.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { changeText } from '../../report/plugins-text.js'

export default class PluginsInstall extends BaseCommand {
  static override readonly summary = 'Install a plugin of somebody else, once you agree to what it asks for.'

  static override readonly description =
    `Shows who made it, which version it is, what comes along with it and which rights it asks for; then asks. None of its
code runs meanwhile, install scripts included. docs/plugins.md tells all about it.`

  static override readonly args = {
    package: Args.string({
      required: true,
      description: "A package's name, with @VERSION or without; a tarball (.tgz); or a folder, as ./folder.",
    }),
  }

  static override readonly flags = consentFlags

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> @my-company/doctor-plugin',
    {
      description: 'See who it is and what it asks for',
      command: '<%= config.bin %> <%= command.id %> ./my-plugin --dry-run',
    },
    {
      description: 'Without being asked, with one of its rights',
      command: '<%= config.bin %> <%= command.id %> my-plugin@1.2.0 --grant reach:api.example.com',
    },
  ]

  async run(): Promise<{ readonly plugins: readonly PluginChange[] }> {
    const { args, flags } = await this.parse(PluginsInstall)
    const options = await consentOptions(flags, this.cli, this.jsonEnabled())
    const change = await installPlugin({ ...options, spec: args.package })
    if (!this.jsonEnabled()) printOut(changeText(change, this.style))
    return { plugins: [change] }
  }
}
