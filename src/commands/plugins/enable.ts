import { Args } from '@oclif/core'
import { BaseCommand, dryRunFlag } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { type SwitchedPlugin, switchPlugin } from '../../app/plugins/switch-plugin.js'
import { configFlag } from '../../app/policy-flags.js'
import { switchedText } from '../../report/switched-text.js'

export default class PluginsEnable extends BaseCommand {
  static override readonly summary = 'Take a disabled plugin back into every run.'

  static override readonly description =
    'Changes the list "disabledPlugins" in clawdbot.doctor.json, and nothing else; `doctor undo` takes it back.'

  static override readonly args = {
    id: Args.string({ required: true, description: 'Its id, as `plugins list` shows it.' }),
  }

  static override readonly flags = { config: configFlag, 'dry-run': dryRunFlag }

  static override readonly examples = ['<%= config.bin %> <%= command.id %> codex']

  async run(): Promise<SwitchedPlugin> {
    const { args, flags } = await this.parse(PluginsEnable)
    const { config, 'dry-run': dryRun } = flags
    const document = await switchPlugin({ id: args.id, to: 'on', config, dryRun, cli: this.cli })
    if (!this.jsonEnabled()) printOut(switchedText(document))
    return document
  }
}
