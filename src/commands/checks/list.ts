import { bundledPlugins } from '../../../plugins/index.js'
import { BaseCommand } from '../../app/base-command.js'
import { createRegistry } from '../../engine/registry.js'
import { wrap } from '../../report/wrap.js'

const GAP = 2
/** Columns; where there are fewer, titles stand below the ids. */
const NARROWEST_TITLE = 32

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
    const { width } = this.style
    const column = Math.max(...checks.map((check) => check.id.length)) + GAP
    const isNarrow = width - column < NARROWEST_TITLE
    const indent = ' '.repeat(isNarrow ? GAP : column)
    for (const { id, title } of checks)
      this.log(`${isNarrow ? `${id}\n${indent}` : id.padEnd(column)}${wrap(title, width, indent)}`)
    this.log(
      `\nMore about one: ${wrap(`\`${this.cli} checks show ${checks[0]?.id ?? 'ID'}\``, width, '', 16)}`,
    )
    return checks.map(({ id, title, severity, tags }) => ({ id, title, severity, tags }))
  }
}
