/** What a {@link Secret} becomes when serialised: enough to compare and describe it, nothing of its text. */
export interface SealedSecret {
  readonly $secret: {
    /** The same text has the same pseudonym within one run, and only there. */
    readonly pseudonym: string
    /** The shape of the text, e.g. `anthropic-oauth-access`. */
    readonly kind: string
    /** In UTF-16 code units, as the file held it, white space included. */
    readonly length: number
    /** Whether it holds nothing but white space. */
    readonly blank: boolean
    readonly hasWhitespace: boolean
  }
}

/** A value that is never shown: it compares, describes itself, and turns into its pseudonym when printed. */
export interface Secret {
  /** What stands for it wherever it would be printed, e.g. `[anthropic-oauth-access 3f2a9c]`. */
  readonly pseudonym: string
  /** The shape of the text, e.g. `anthropic-oauth-access`, or `opaque` where it has none we know. */
  readonly kind: string
  /** In UTF-16 code units, white space included. */
  readonly length: number
  /** Whether it holds nothing but white space. */
  readonly blank: boolean
  readonly hasWhitespace: boolean
  /** Whether the texts are the same; kinds do not matter. */
  equals(other: Secret): boolean
  /** The pseudonym. */
  toString(): string
  /** What a report holds in its place. */
  toJSON(): SealedSecret
}

/**
 * Wraps a text so that it can travel through facts, findings and plans without being shown. `kind` names its shape, and
 * is `opaque` where it is left out.
 */
export type Seal = (text: string, kind?: string) => Secret
