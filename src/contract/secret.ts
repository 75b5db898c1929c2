/** What a {@link Secret} becomes when serialised: enough to compare and describe it, nothing of its text. */
export interface SealedSecret {
  readonly $secret: {
    /** The same text has the same pseudonym within one run, and only there. */
    readonly pseudonym: string
    readonly kind: string
    /** In UTF-16 code units, as the file held it, white space included. */
    readonly length: number
    readonly blank: boolean
    readonly hasWhitespace: boolean
  }
}

/** A value that is never shown: it compares, describes itself, and turns into its pseudonym when printed. */
export interface Secret {
  readonly pseudonym: string
  /** The shape of the text, e.g. `anthropic-oauth-access`, or `opaque` where it has none we know. */
  readonly kind: string
  readonly length: number
  readonly blank: boolean
  readonly hasWhitespace: boolean
  equals(other: Secret): boolean
  toString(): string
  toJSON(): SealedSecret
}

/** Wraps a text so that it can travel through facts, findings and plans without being shown. */
export type Seal = (text: string, kind?: string) => Secret
