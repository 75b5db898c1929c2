import type { Secret } from './secret.js'

/** JSON whose leaves may be secrets: the only kind of data that facts, findings and plans carry. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Secret
  | readonly Value[]
  | { readonly [key: string]: Value | undefined }

/** Named values, as a finding carries them. */
export type Data = Readonly<Record<string, Value>>
