/** What can be asked for beside what is always in a report. */
export const INCLUDE_KINDS = ['logs', 'config', 'sessions', 'units'] as const
export type IncludeKind = (typeof INCLUDE_KINDS)[number]

/** What a file held: text, or data that is written as JSON; `personal` are keys under which there is nothing to be read. */
export type Content = { readonly text: string } | { readonly value: unknown; readonly personal?: RegExp }

/** A file that is to be in a report, as it was found. Nothing of it is sealed yet. */
export interface FoundFile {
  readonly kind: IncludeKind
  readonly path: string
  readonly found:
    | {
        readonly state: 'ok'
        readonly content: Content
        /** Of the whole file. */
        readonly bytes: number
        /** Whether only a part of it is here. */
        readonly cut: boolean
      }
    /** Why there is nothing of it, as a phrase. */
    | { readonly state: 'left-out'; readonly reason: string }
}
