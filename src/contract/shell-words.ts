const PLAIN = /^[\w@%+=:,./-]+$/

/** A word as a person would type it in a POSIX shell: in quotes where it needs them. */
export const shellWord = (word: string): string =>
  PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
