import { createHmac } from 'node:crypto'

/** Random-looking bytes, 64 of them, the same for the same text under one key; `use` keeps different uses apart. */
export type Keyed = (use: string, text: string) => Buffer

export const keyedBy =
  (key: Buffer): Keyed =>
  (use, text) =>
    createHmac('sha512', key).update(`${use}:`, 'utf16le').update(text, 'utf16le').digest()
