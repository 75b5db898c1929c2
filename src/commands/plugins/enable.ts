import { SwitchCommand } from '../../app/plugins/switch-command.js'

export default class PluginsEnable extends SwitchCommand {
  static override readonly summary = 'Take a disabled plugin back into every run.'

  protected override readonly to = 'on'
}
