import type { ExecOptions, ExecResult, Seal, Secret } from '../../contract/index.js'
import type { Probes, StartSandbox } from '../../ports/types.js'
import type { Slots } from './slots.js'

export type SandboxExec = (
  argv: readonly string[],
  options?: ExecOptions & { readonly signal?: AbortSignal },
) => Promise<ExecResult>

/** What plugins' processes need of the run that they are part of. */
export interface SandboxHost {
  readonly probes: Probes
  readonly start: StartSandbox
  /** The module that each process begins with. */
  readonly program: string
  /** Absolute paths of this program's own modules that run there; nothing in them is private. */
  readonly ownModules: readonly string[]
  /** Equal for equal texts of secrets under one key, and telling nothing of them without it. */
  readonly printOf: (secret: Secret, key: string) => string
  /** Runs a program with no other environment than this. Null: a fact's own context does it. */
  readonly execWith: ((env: Probes['env']) => SandboxExec) | null
  /** The doctor's own records, which no plugin reads or changes whatever was agreed to. */
  readonly withheld: string
  readonly slots: Slots
  /** Whether the user wants hosts other than this one to be asked. */
  readonly online: boolean
  /** Milliseconds for anything that has no shorter limit of its own. */
  readonly timeoutMs: number
  newKey(): string
  /** Seals that are known to whoever asked for this alone. */
  newSeal(): Seal
  /** A link in a folder, at any depth, that leads out of it; null where there is none. Relative to the folder. */
  linkLeadingOut(folder: string): Promise<string | null>
}
