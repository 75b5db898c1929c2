/** What a person asked a run for; every command that loads the auth store takes these. */
export interface RunSettings {
  /** The id of an agent; null, the default, for all, or for the default one where one alone can be meant. */
  readonly agent: string | null
  /** Whether logins of other programs are copied into the stores first; true by default. */
  readonly sync: boolean
  /** Whether nothing at all is changed, and every plan is shown; false by default. */
  readonly dryRun: boolean
  /** Whether fixes are made, and not just offered; false by default. The table in docs/architecture.md says which. */
  readonly fix: boolean
  /** Whether fixes of risk `review` are made without being agreed to; false by default. */
  readonly yes: boolean
  /** Whether, with `yes`, fixes of risk `destructive` are made; false by default. */
  readonly force: boolean
  /** Milliseconds before its end in which a credential counts as expiring; a day by default. */
  readonly warnWithinMs: number
  /** Milliseconds for each fact and each check; 10000 by default. */
  readonly timeoutMs: number
  /** How many checks run at once; 8 by default. */
  readonly concurrency: number
  /** Whether the providers are asked what they take; false by default. */
  readonly online: boolean
  /** Whether the macOS Keychain may be read; undefined leaves it to whether somebody is there. */
  readonly keychain?: boolean | undefined
}

/** Settings of which not all were asked for; undefined is as good as not there. */
export type AskedSettings = { readonly [K in keyof RunSettings]?: RunSettings[K] | undefined }

export const DEFAULT_SETTINGS: RunSettings = {
  agent: null,
  sync: true,
  dryRun: false,
  fix: false,
  yes: false,
  force: false,
  warnWithinMs: 24 * 60 * 60 * 1000,
  timeoutMs: 10_000,
  concurrency: 8,
  online: false,
}

/** Fills up what was not asked for. A command hands over `undefined` for a flag that was not given. */
export const withDefaults = (asked: AskedSettings, preferred: Partial<RunSettings> = {}): RunSettings => ({
  ...DEFAULT_SETTINGS,
  ...preferred,
  ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
})
