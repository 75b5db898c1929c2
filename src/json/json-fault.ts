import { endsTooEarly, type Fault, faultAt } from './fault.js'

/** The classes of a string's characters leave out controls, `"` and `\`; unrolled, so that a long one cannot backtrack. */
const TOKEN =
  /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const BLANK = /[\t\n\r ]*/y
const MARKS = '{}[],:'

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

const EXPECTED: Readonly<Record<Expect, string>> = {
  value: 'a value was expected',
  'value-or-end': 'a value or "]" was expected',
  key: 'a key in double quotes was expected',
  'key-or-end': 'a key in double quotes or "}" was expected',
  colon: 'a colon was expected',
  'comma-or-end': 'a comma or a closing bracket was expected',
}

const MAY_END: ReadonlySet<Expect> = new Set(['value-or-end', 'key-or-end', 'comma-or-end'])
const ENDS = '}],:'

/** What may follow a token, or null where the token may not stand. An empty stack with `done` ends the document. */
const next = (token: string, expect: Expect, stack: string[]): Expect | 'done' | null => {
  const closed = (): Expect | 'done' => (stack.length === 0 ? 'done' : 'comma-or-end')
  const inObject = stack[stack.length - 1] === '{'
  if (expect === 'colon') return token === ':' ? 'value' : null
  if (expect === 'comma-or-end' && token === ',') return inObject ? 'key' : 'value'
  if (token === (inObject ? '}' : ']') && MAY_END.has(expect)) {
    stack.pop()
    return closed()
  }
  if (expect === 'key' || expect === 'key-or-end') return token.startsWith('"') ? 'colon' : null
  if (expect === 'comma-or-end' || ENDS.includes(token)) return null
  if (token !== '{' && token !== '[') return closed()
  stack.push(token)
  return token === '{' ? 'key-or-end' : 'value-or-end'
}

const tokenAt = (text: string, offset: number): string | undefined => {
  const mark = text.charAt(offset)
  if (MARKS.includes(mark)) return mark
  TOKEN.lastIndex = offset
  return TOKEN.exec(text)?.[0]
}

const skipBlank = (text: string, offset: number): number => {
  if (text.charCodeAt(offset) > 0x20) return offset
  BLANK.lastIndex = offset
  BLANK.test(text)
  return BLANK.lastIndex
}

/** Where `JSON.parse` would give up, or null for a text it accepts. Used because its own message quotes the text. */
export const jsonFault = (text: string): Fault | null => {
  if (text.startsWith('\uFEFF')) return faultAt(text, 0, 'it starts with a byte-order mark')
  const stack: string[] = []
  let expect: Expect | 'done' = 'value'
  for (let offset = skipBlank(text, 0); offset < text.length; ) {
    if (expect === 'done') return faultAt(text, offset, 'there is more text after the end of the document')
    const token = tokenAt(text, offset)
    const after: Expect | 'done' | null = token === undefined ? null : next(token, expect, stack)
    if (token === undefined || after === null) return faultAt(text, offset, EXPECTED[expect])
    expect = after
    offset = skipBlank(text, offset + token.length)
  }
  return expect === 'done' ? null : endsTooEarly(text)
}
