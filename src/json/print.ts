import type { JsonValue } from './data.js'
import { isBareKey, type Style } from './style.js'

// Private-use characters are among them, so that a caller who marks a place with one can count on JSON's own quotes.
const NOT_SIMPLE = /[\p{C}\p{Zl}\p{Zp}'"\\]/u

const quoted = (text: string, quote: string): string =>
  quote === "'" && !NOT_SIMPLE.test(text)
    ? `'${text}'`
    : JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

/** A key in the document's style. */
const printKey = (key: string, style: Style): string =>
  style.bareKeys && isBareKey(key) ? key : quoted(key, style.keyQuote)

/** A value in the document's style: on lines below `indent`, or on one line where that is null. */
export function printValue(value: JsonValue, style: Style, indent: string | null): string {
  if (typeof value === 'string') return quoted(value, style.valueQuote)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = indent === null ? null : indent + style.unit
  const items = isList(value)
    ? value.map((item) => printValue(item, style, inner))
    : Object.entries(value).map(([key, item]) => printMember(key, item, style, inner))
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}']
  if (items.length === 0) return open + close
  if (inner === null) {
    const pad = isList(value) ? '' : style.pad
    return open + pad + items.join(style.comma) + pad + close
  }
  return `${open}${style.eol}${inner}${items.join(`,${style.eol}${inner}`)}${style.eol}${indent}${close}`
}

/** A key and its value; `indent` as for {@link printValue}. */
export const printMember = (key: string, value: JsonValue, style: Style, indent: string | null): string =>
  printKey(key, style) + style.colon + printValue(value, style, indent)
