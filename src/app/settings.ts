/** What a person asked a run for; every command that loads the auth store takes these. */
export interface RunSettings {
  /** Look at this agent only; null for all. */
  readonly agent: string | null
  /** False with `--no-sync`. */
  readonly sync: boolean
  readonly dryRun: boolean
  readonly fix: boolean
  readonly yes: boolean
  readonly force: boolean
  /** Milliseconds before its end in which a credential counts as expiring. */
  readonly warnWithinMs: number
  /** Milliseconds for each fact and each check. */
  readonly timeoutMs: number
  readonly concurrency: number
  /** Whether the providers are asked what they take. */
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
