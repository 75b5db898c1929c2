/** What is wrong with a check's options: `path` leads to the value, in them. */
export interface OptionsIssue {
  /** To stand after the value's place: `it must be a number`. */
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** The options with every default filled in, or all that is wrong with them. */
export type OptionsResult<O> =
  | { readonly value: O; readonly issues?: undefined }
  | { readonly issues: readonly OptionsIssue[] }

/**
 * A Standard Schema, version 1 (https://standardschema.dev), for the options of a check: what zod, valibot and arktype
 * make, or an object of one's own. It must answer at once, and accept `{}`: that is what a check gets when nobody has
 * set anything.
 */
export interface OptionsSchema<O> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    /** Takes what a user set, `{}` where that is nothing. */
    validate(value: unknown): OptionsResult<O> | Promise<OptionsResult<O>>
    readonly types?: { readonly input: unknown; readonly output: O } | undefined
  }
}
