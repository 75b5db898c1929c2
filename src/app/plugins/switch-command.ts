import { Args } from '@oclif/core'
import { switchedText } from '../../report/switched-text.js'
import { BaseCommand, dryRunFlag } from '../base-command.js'
import { printOut } from '../output.js'
import { configFlag } from '../policy-flags.js'
import { type SwitchedPlugin, switchPlugin } from './switch-plugin.js'

/** What `plugins disable` and `plugins enable` have in common: all but which way they switch. */
export abstract class SwitchCommand extends BaseCommand {
  static override readonly description =
    'Changes the list "disabledPlugins" in clawdbot.doctor.json, and nothing else; `doctor undo` takes it back.'

  static override readonly args = {
    id: Args.string({ required: true, description: 'Its id, as `plugins list` shows it.' }),
  }

  static override readonly flags = { config: configFlag, 'dry-run': dryRunFlag }

  static override readonly examples = ['<%= config.bin %> <%= command.id %> codex']

  protected abstract readonly to: 'on' | 'off'

  async run(): Promise<SwitchedPlugin> {
    const { args, flags } = await this.parse(SwitchCommand)
    const { config, 'dry-run': dryRun } = flags
    const document = await switchPlugin({ id: args.id, to: this.to, config, dryRun, cli: this.cli })
    if (!this.jsonEnabled()) printOut(switchedText(document))
    return document
  }
}
