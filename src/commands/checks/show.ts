import { Args } from '@oclif/core'
import { bundledPlugins } from '../../../plugins/index.js'
import { BaseCommand } from '../../app/base-command.js'
import { docsPage } from '../../app/docs-page.js'
import { type ShownCheck, showOutsideCheck } from '../../app/plugins/show-check.js'
import { Refusal } from '../../app/refusal.js'
import { trustedRegistry } from '../../engine/registry.js'
import { pageText } from '../../report/page-text.js'

export default class ChecksShow extends BaseCommand {
  static override readonly summary = 'Explain one check: what it finds, why it matters, how to mend it.'

  static override readonly args = {
    id: Args.string({ required: true, description: 'The id of a check, such as auth/expiry.' }),
  }

  static override readonly examples = ['<%= config.bin %> <%= command.id %> auth/expiry']

  async run(): Promise<ShownCheck> {
    const { args } = await this.parse(ChecksShow)
    const { checks } = trustedRegistry(bundledPlugins)
    const check = checks.get(args.id)
    if (check === undefined) {
      const shown = await showOutsideCheck(args.id, this.cli)
      if (shown === null)
        throw new Refusal(
          'UNKNOWN_CHECK',
          `There is no check ${args.id}.`,
          `Run \`${this.cli} checks list\`.`,
        )
      this.log(pageText(shown.page ?? `# ${shown.id}\n\n${shown.title}.`, this.style).trimEnd())
      return shown
    }
    const { id, title, severity, tags } = check
    const page = await docsPage(check.docsUrl)
    this.log(pageText(page ?? `# ${id}: ${title}`, this.style).trimEnd())
    return { id, title, severity, tags, messages: Object.keys(check.messages), page }
  }
}
