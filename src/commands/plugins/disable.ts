import { SwitchCommand } from '../../app/plugins/switch-command.js'

export default class PluginsDisable extends SwitchCommand {
  static override readonly summary = 'Leave a plugin out of every run.'

  protected override readonly to = 'off'
}
