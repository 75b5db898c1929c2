import { bundledPlugins } from '../../../plugins/index.js'
import { BaseCommand } from '../../app/base-command.js'
import { createRegistry } from '../../engine/registry.js'

interface ListedCheck {
  readonly id: string
  readonly title: string
  readonly severity: string
  readonly tags: readonly string[]
}

export default class ChecksList extends BaseCommand {
  static override readonly summary = 'List every check, with what is true when it passes.'

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ]

  async run(): Promise<readonly ListedCheck[]> {
    await this.parse(ChecksList)
    const checks = [...createRegistry(bundledPlugins).checks.values()]
    const width = Math.max(...checks.map((check) => check.id.length))
    for (const check of checks) this.log(`${check.id.padEnd(width)}  ${check.title}`)
    this.log(`\nMore about one: ${this.cli} checks show ${checks[0]?.id ?? 'ID'}`)
    return checks.map(({ id, title, severity, tags }) => ({ id, title, severity, tags }))
  }
}
