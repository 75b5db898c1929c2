/** Where a text stops being what it should be. Lines and columns count from 1, columns in UTF-16 units. */
export interface Fault {
  readonly line: number
  readonly column: number
  /** Never quotes the text, which may hold secrets. */
  readonly reason: string
}

/** At an offset in UTF-16 units; a line ends with `\n`, `\r` or both. */
export const faultAt = (text: string, offset: number, reason: string): Fault => {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, reason }
}

/** For a text that is over before its value is. */
export const endsTooEarly = (text: string): Fault =>
  faultAt(text, text.length, text.trim() === '' ? 'it is empty' : 'it ends too early')
