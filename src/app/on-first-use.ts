/**
 * What the public entry does, loaded when it is first called: the process of a third-party check imports the entry
 * for the contract, and should not pay for the doctor.
 */
import type { Report } from '../report/schema.js'
import type { DoctorOptions } from './doctor-options.js'
import type { ModelContext } from './model-context.js'
import type { ResolvedCredential, ResolveOptions } from './resolve-credential.js'
import type { RunSettings } from './settings.js'

/**
 * Looks at this machine and reports what is wrong with Clawdbot's model credentials: copies logins of other programs
 * into the stores unless `sync` is false, judges the selected checks, makes the fixes it was told to make, and
 * describes the state after that. What is found is part of the report, whatever it is.
 *
 * @param options - What the flags of `doctor` say; without any it does what the bare command does, and asks nothing.
 * @returns The document that `doctor --json` prints, without secrets; `summary.exitCode` is the command's.
 * @throws {@link Refusal} where it cannot be done: `UNKNOWN_CHECK`, `NOTHING_SELECTED`, `NO_HOME`, or a config or
 * baseline that was named and cannot be used.
 */
export const runDoctor = async (options: DoctorOptions = {}): Promise<Report> =>
  (await import('./doctor.js')).runDoctor(options)

/**
 * A usable credential for a provider, by the effective order: profiles, then the environment, then the config. One
 * that is good for five minutes more is returned as it is: no lock, no network, nothing written. A login that is not
 * is first brought up to date from the program it comes from, then refreshed, once for all who ask at the same time; a
 * token never is.
 *
 * @param options - The provider, and which agent or profile is meant.
 * @returns The credential with its text in `secret`: the only thing here that hands one out.
 * @throws {@link Refusal} where nothing can be used; its code is `NO_CREDENTIAL` where several things are in the way.
 */
export const resolveCredential = async (options: ResolveOptions): Promise<ResolvedCredential> =>
  (await import('./resolve-credential.js')).resolveCredential(options)

/**
 * Copies logins of other programs into the stores, unless `sync` is false, and reads all that
 * `applyModelMessage` judges a chat message by besides its session; for programs that keep their sessions
 * themselves.
 *
 * @param options - The agent that is meant, and how to look; the default agent and the defaults of the command line.
 * @throws {@link Refusal} with the code `UNREADABLE` where the config, or a store that the agent depends on, could not
 * be read: by what is not known, every pin would have to go.
 */
export const loadModelContext = async (options: Partial<RunSettings> = {}): Promise<ModelContext> =>
  (await import('./model-context.js')).loadModelContext(options)
