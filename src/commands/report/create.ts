import { Flags } from '@oclif/core'
import { agentFlag, BaseCommand, keychainFlag } from '../../app/base-command.js'
import { durationFlag } from '../../app/duration-flags.js'
import { liveTerminal } from '../../app/live-terminal.js'
import { printErr, printOut } from '../../app/output.js'
import { ownHome } from '../../app/own-home.js'
import { pluginFlag } from '../../app/plugin-flag.js'
import { configFlag } from '../../app/policy-flags.js'
import { createReport, createSummary } from '../../app/support/create-report.js'
import { INCLUDE_KINDS } from '../../app/support/includes/included-file.js'
import { expectRecipients } from '../../app/support/write-report.js'
import { createMachine } from '../../ports/machine.js'
import type { ReportCreated } from '../../report/report-create-schema.js'
import { createdText } from '../../report/report-create-text.js'

const SEND = 'WHAT IS SENT'
const SELECT = 'SELECT'
const MANY = { multiple: true, delimiter: ',' } as const

export default class ReportCreate extends BaseCommand {
  static override readonly summary = 'Make a support report: one file without a secret in it.'

  static override readonly description =
    `Looks at everything that \`doctor\` looks at, and changes nothing: no sync, no fix. What was found goes into one file:
a page for people, the same for programs, and a list of what was taken out. Tokens, keys, people and places are replaced
by names that only you can trace back. The file is written only if none of the secrets on this machine can be found in
it, in any encoding. Nothing is ever sent by itself.

Exit codes: 0 the report is there, whatever it says; 3 it was not made.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    {
      description: 'See each file first, and take out what you like',
      command: '<%= config.bin %> <%= command.id %> --include logs,config --review',
    },
    {
      description: 'A second report of the same case, say after a fix',
      command: '<%= config.bin %> <%= command.id %> --case 2026-11-23-k3f9',
    },
    {
      description: 'For one reader alone, and signed',
      command: '<%= config.bin %> <%= command.id %> --encrypt-to age1... --sign',
    },
    {
      description: 'A short summary to paste into an issue',
      command: '<%= config.bin %> <%= command.id %> --markdown',
    },
  ]

  static override readonly flags = {
    output: Flags.string({
      char: 'o',
      summary: 'Where to write it: a file, or a folder for a file of its own name.',
      helpValue: 'FILE|DIR',
      helpGroup: SEND,
    }),
    force: Flags.boolean({
      summary: 'Replace the file of --output.',
      helpGroup: SEND,
      dependsOn: ['output'],
    }),
    include: Flags.option({
      summary: 'Put these in too, without their secrets.',
      options: INCLUDE_KINDS,
      helpGroup: SEND,
      ...MANY,
    })(),
    review: Flags.boolean({
      summary: 'Show each file first, and ask whether it stays in.',
      helpGroup: SEND,
      exclusive: ['markdown', 'json'],
    }),
    sign: Flags.boolean({ summary: "Sign it by this machine's key.", helpGroup: SEND }),
    'encrypt-to': Flags.string({
      summary: 'Encrypt it, so that only the owner of this key can read it. Repeatable.',
      helpValue: 'age1...',
      helpGroup: SEND,
      multiple: true,
    }),
    case: Flags.string({
      summary: 'The case it belongs to; a new one by default.',
      helpValue: 'ID',
      helpGroup: SEND,
    }),
    markdown: Flags.boolean({
      summary: 'Print a short summary for an issue in place of a report; with --output, write it there.',
      helpGroup: SEND,
      exclusive: ['include', 'sign', 'encrypt-to', 'review'],
    }),
    only: Flags.string({ summary: 'Run these checks only.', helpValue: 'ID', helpGroup: SELECT, ...MANY }),
    skip: Flags.string({ summary: 'Leave these checks out.', helpValue: 'ID', helpGroup: SELECT, ...MANY }),
    plugin: pluginFlag,
    agent: agentFlag,
    keychain: keychainFlag,
    online: Flags.boolean({
      summary: 'Ask the providers too. Sends each credential to its provider; costs nothing.',
    }),
    timeout: durationFlag({ summary: 'How long each fact and each check may take.', helpValue: '10s' }),
    config: configFlag,
    // Said everywhere, it may be said here: there is no sync to leave out.
    sync: Flags.boolean({ allowNo: true, hidden: true }),
  }

  async run(): Promise<ReportCreated> {
    const { flags } = await this.parse(ReportCreate)
    const recipients = flags['encrypt-to'] ?? []
    await expectRecipients(recipients)
    const request = {
      case: flags.case,
      output: flags.output,
      force: flags.force,
      agent: flags.agent ?? null,
      keychain: flags.keychain,
      online: flags.online,
      timeoutMs: flags.timeout,
      config: flags.config,
      pluginPaths: flags.plugin ?? [],
      selection: { only: flags.only ?? [], skip: flags.skip ?? [] },
      cli: this.cli,
      terminal: this.jsonEnabled() ? null : liveTerminal(process.stderr),
    }
    const created = flags.markdown
      ? await createSummary(request, this.cli)
      : await createReport(
          {
            ...request,
            include: flags.include ?? [],
            sign: flags.sign,
            encryptTo: recipients,
            review: flags.review ? await this.reviewer() : undefined,
          },
          this.cli,
        )
    if (!this.jsonEnabled()) this.tell(created)
    return created
  }

  private async reviewer() {
    const { expectSomebody, reviewOnTerminal } = await import('../../app/support/review/review.js')
    expectSomebody(process.stdin.isTTY && process.stderr.isTTY && process.stdout.isTTY)
    return reviewOnTerminal(createMachine().probes)
  }

  private tell(created: ReportCreated): void {
    if (created.markdown === null)
      printOut(createdText(created, { style: this.style, cli: this.cli, home: ownHome() }))
    else if (created.file === null) printOut(created.markdown)
    else printErr(`The summary is in ${created.file}.\n`)
  }
}
