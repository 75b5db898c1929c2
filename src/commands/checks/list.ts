import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { type ListedCheck, listChecks } from '../../app/plugins/list-checks.js'
import { checksText } from '../../report/checks-text.js'
import { EXIT } from '../../report/exit-code.js'

export default class ChecksList extends BaseCommand {
  static override readonly summary = 'List every check: what is true when it passes, and whose it is.'

  static override readonly description =
    'Checks of installed plugins are listed by what their packages say; nothing of them is started. Exits with 1 where a plugin is rejected.'

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ]

  async run(): Promise<readonly ListedCheck[]> {
    await this.parse(ChecksList)
    const checks = await listChecks(this.cli)
    if (!this.jsonEnabled()) printOut(checksText(checks, this.style, this.cli))
    if (checks.some(({ state }) => state === 'rejected')) process.exitCode = EXIT.broken
    return checks
  }
}
