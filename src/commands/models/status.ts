import { Flags } from '@oclif/core'
import { agentFlag, BaseCommand, keychainFlag, noWriteFlag, syncFlag } from '../../app/base-command.js'
import { durationFlag, millisecondsFlag } from '../../app/duration-flags.js'
import { modelsStatusRun } from '../../app/models-status.js'
import { printErr, printOut } from '../../app/output.js'
import type { StatusDocument } from '../../report/status-schema.js'

const PROBE = 'PROBE'

export default class ModelsStatus extends BaseCommand {
  static override readonly summary = 'Show the configured models, every credential, and what would be used.'

  static override readonly usage = '<%= command.id %> [FLAGS]'

  static override readonly description = [
    "Copies Claude Code's login into the store first.",
    'Exit codes with --check: 0 healthy, 1 something is expired or missing, 2 something is expiring. Without it 0, but 1 where a file could not be read. With --probe also 1 for what a provider refuses, and 2 for what could not be found out.',
  ].join('\n\n')

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    { description: 'For a monitor', command: '<%= config.bin %> <%= command.id %> --check --plain' },
    {
      description: 'Judge only what would really be used',
      command: '<%= config.bin %> <%= command.id %> --check --in-use',
    },
    {
      description: 'Have every credential answer a message',
      command: '<%= config.bin %> <%= command.id %> --probe',
    },
  ]

  static override readonly flags = {
    check: Flags.boolean({
      summary: 'Exit with 1 when something is expired or missing, 2 when it is expiring.',
    }),
    'in-use': Flags.boolean({
      summary:
        'With --check, judge only what would really be used; a login that can be refreshed is healthy.',
    }),
    plain: Flags.boolean({ summary: 'Print the default model only.', exclusive: ['json', 'probe'] }),
    probe: Flags.boolean({
      summary:
        'Have each credential of the providers in use answer a short message. Costs a few tokens each.',
      helpGroup: PROBE,
    }),
    'probe-provider': Flags.string({
      summary: 'Probe this provider only.',
      helpValue: 'NAME',
      helpGroup: PROBE,
      dependsOn: ['probe'],
    }),
    'probe-profile': Flags.string({
      summary: 'Probe these profiles only.',
      helpValue: 'ID',
      helpGroup: PROBE,
      multiple: true,
      delimiter: ',',
      dependsOn: ['probe'],
    }),
    'probe-timeout': millisecondsFlag({
      summary: 'How long each probe may take; a bare number counts in milliseconds. 8s by default.',
      helpValue: '8s',
      helpGroup: PROBE,
      dependsOn: ['probe'],
    }),
    'probe-concurrency': Flags.integer({
      summary: 'How many probes run at once. 2 by default.',
      helpValue: 'N',
      helpGroup: PROBE,
      min: 1,
      max: 64,
      dependsOn: ['probe'],
    }),
    'probe-max-tokens': Flags.integer({
      summary: 'The most tokens that an answer may have. 8 by default.',
      helpValue: 'N',
      helpGroup: PROBE,
      min: 1,
      dependsOn: ['probe'],
    }),
    agent: agentFlag,
    'dry-run': noWriteFlag,
    sync: syncFlag,
    keychain: keychainFlag,
    'warn-within': durationFlag({
      summary: 'How long before its end a credential counts as expiring.',
      helpValue: '24h',
      default: 86_400_000,
      defaultHelp: async () => '24h',
    }),
  }

  async run(): Promise<StatusDocument> {
    const { flags } = await this.parse(ModelsStatus)
    const { document, exitCode, healthierInUse, home, renewable, useless, lacksClaude } =
      await modelsStatusRun({
        agent: flags.agent ?? null,
        sync: flags.sync && !flags['dry-run'],
        keychain: flags.keychain,
        warnWithinMs: flags['warn-within'],
        inUse: flags['in-use'],
        cli: this.cli,
        probe: flags.probe
          ? {
              provider: flags['probe-provider']?.trim() || null,
              profiles: (flags['probe-profile'] ?? []).map((id) => id.trim()).filter((id) => id !== ''),
              timeoutMs: flags['probe-timeout'] ?? 8000,
              concurrency: flags['probe-concurrency'] ?? 2,
              maxTokens: flags['probe-max-tokens'] ?? 8,
            }
          : null,
      })
    if (flags.check || document.problems.length > 0) process.exitCode = exitCode
    if (this.jsonEnabled()) return document
    const { statusFaults } = await import('../../report/status-faults.js')
    printErr(statusFaults(document, { style: this.errorStyle, cli: this.cli, home }))
    if (flags.plain) {
      printOut(`${document.resolvedDefault}\n`)
      return document
    }
    const { renderStatus } = await import('../../report/status-text.js')
    const options = {
      style: this.style,
      cli: this.cli,
      home,
      renewable,
      useless,
      lacksClaude,
      asked: flags.agent,
    }
    const { renderProbes } = await import('../../report/probe-text.js')
    printOut(renderStatus(document, options) + renderProbes(document, options))
    if (flags.check && healthierInUse) {
      const { wrap } = await import('../../report/wrap.js')
      const why = `The exit code is ${exitCode} as --check judges everything stored by its date. What would be used is healthy: --in-use judges only that.`
      printErr(`${wrap(why, this.errorStyle.width, '')}\n`)
    }
    return document
  }
}
