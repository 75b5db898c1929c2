import { Command, Config, Flags, type Interfaces } from '@oclif/core'
import { printJson, printOut } from './output.js'
import { lookOf } from './standard-streams.js'
import { errorStyle, styleFor } from './style.js'

interface AuthFlags {
  readonly agent: string | undefined
  readonly sync: boolean
  readonly keychain: boolean | undefined
  readonly 'dry-run': boolean
}

/** What every command of this program shares: `--json`, the redaction boundary, and one place for what goes wrong. */
export abstract class BaseCommand extends Command {
  static override readonly enableJsonFlag: boolean = true

  // Read before all flags are, in main.ts: also what is wrong with a flag has to be said plainly.
  static override readonly baseFlags = {
    plain: Flags.boolean({
      summary:
        'Words in place of signs, no colours, nothing redrawn; for screen readers. Also by CLAWDBOT_DOCTOR_PLAIN=1.',
      helpGroup: 'GLOBAL',
    }),
  }

  /** As oclif's own, but that what it has found out about its plugins is not found out again. */
  static override async run<T extends Command>(
    this: new (
      argv: string[],
      config: Config,
    ) => T,
    argv?: string[],
    known?: Interfaces.LoadOptions,
  ): Promise<ReturnType<T['run']>> {
    const config = known instanceof Config ? known : await Config.load(known)
    const command = new this(argv ?? [], config) as unknown as BaseCommand
    return command._run()
  }

  protected get cli(): string {
    return this.config.bin
  }

  protected get style() {
    return styleFor(lookOf('stdout'), process.env, process.platform)
  }

  protected get errorStyle() {
    return errorStyle()
  }

  /** What every command that works with one agent's credentials was told. */
  protected authOptions(flags: AuthFlags) {
    return {
      agent: flags.agent ?? null,
      sync: flags.sync,
      keychain: flags.keychain,
      dryRun: flags['dry-run'],
      cli: this.cli,
    }
  }

  override log(message = ''): void {
    if (!this.jsonEnabled()) printOut(`${message}\n`)
  }

  override logJson(document: unknown): void {
    printJson(document)
  }

  /** Everything thrown is told in one place, at the top: see main.ts. */
  protected override async catch(error: Error): Promise<never> {
    throw error
  }
}

/** Flags that mean the same everywhere. */
export const agentFlag = Flags.string({
  summary: 'Look at this agent only.',
  helpValue: 'ID',
})

export const syncFlag = Flags.boolean({
  summary: "First copy Claude Code's login into the store; --no-sync leaves that out.",
  allowNo: true,
  default: true,
})

export const keychainFlag = Flags.boolean({
  summary: 'Read the macOS Keychain also without a terminal; with --no-keychain never. It may ask for leave.',
  allowNo: true,
})

export const dryRunFlag = Flags.boolean({ summary: 'Show every change as a diff and make none.' })

/** Of commands that change nothing but by the sync before them. */
export const noWriteFlag = Flags.boolean({ summary: 'Write nothing at all; the same as --no-sync here.' })

/** Of every command that works with one agent's credentials. */
export const authFlags = { agent: agentFlag, sync: syncFlag, keychain: keychainFlag }
