import { endsTooEarly, type Fault, faultAt } from './fault.js'

const NAMES: Readonly<Record<string, string>> = {
  ',': 'a comma',
  ':': 'a colon',
  '{': 'an opening brace',
  '}': 'a closing brace',
  '[': 'an opening bracket',
  ']': 'a closing bracket',
  '\n': 'the end of a line',
  '\r': 'the end of a line',
}

const numberAt = (error: unknown, key: string): number => {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'number' ? value : 1
}

/** JSON5 counts a line at each `\n` alone, and gives column 0 for that character itself. */
const offsetIn = (text: string, error: unknown): number => {
  const before = text.split('\n').slice(0, numberAt(error, 'lineNumber') - 1)
  return before.reduce((sum, line) => sum + line.length + 1, 0) + numberAt(error, 'columnNumber') - 1
}

/** What `JSON5.parse` threw for a text, in words of our own: its message quotes the text. */
export const json5Fault = (text: string, thrown: unknown): Fault => {
  const offset = offsetIn(text, thrown)
  if (offset >= text.length) return endsTooEarly(text)
  return faultAt(text, offset, `${NAMES[text.charAt(offset)] ?? 'a character'} cannot stand there`)
}
