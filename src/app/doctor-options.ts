import type { Plugin, Severity } from '../contract/index.js'
import type { CheckResult } from '../engine/check-result.js'
import type { Selection } from '../engine/select.js'
import type { MachineOptions } from '../ports/machine.js'
import type { AskedSettings } from './settings.js'

/** What the flags of `doctor` say, and what a program may choose beside them; nothing is needed. */
export interface DoctorOptions extends AskedSettings {
  /** The checks to run; all that the user's settings do not leave out, where it is left out itself. */
  readonly selection?: Selection
  /** The least that makes the exit code other than 0; `warning` where it is left out. */
  readonly failOn?: Severity | undefined
  /** Whether `summary.exitCode` is 0 whatever is found; false by default. */
  readonly exitZero?: boolean
  /** The path of a `clawdbot.doctor.json`; the one beside Clawdbot's config where it is left out. */
  readonly config?: string | undefined
  /** The path of a file of known findings, which do not count. */
  readonly baseline?: string | undefined
  /** Whether the findings of this run are written to `baseline`; false by default. */
  readonly updateBaseline?: boolean
  /** Told how each check went as soon as it is known, before anything is fixed. What it throws is lost. */
  readonly onResult?: (result: CheckResult) => void
  /** Another home, environment or clock than this process's own. */
  readonly machine?: MachineOptions
  /** The name of this program in the commands that it advises; `clawdbot-doctor` by default. */
  readonly cli?: string
  /** Folders of plugins, or single files, for this run alone; they get no rights. */
  readonly pluginPaths?: readonly string[]
  /** The plugins to run in this process; the bundled ones by default. */
  readonly plugins?: readonly Plugin[]
}
