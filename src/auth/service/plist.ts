import { parseXml, type XmlElement, XmlError } from '@rgrove/parse-xml'

/** What a property list may hold, dates and data as they are written. */
export type PlistValue =
  | string
  | number
  | boolean
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue }

export type PlistParse =
  | { readonly state: 'ok'; readonly value: PlistValue }
  /** Lines and columns count from 1. */
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number }
  /** In Apple's binary form, which `plutil` turns into XML. */
  | { readonly state: 'binary' }

/** Reads a property list in its XML form. Never throws, and says nothing of what stands in it. */
export const parsePlist = (text: string): PlistParse => {
  if (text.startsWith('bplist')) return { state: 'binary' }
  try {
    const { root } = parseXml(text)
    const held = root?.name === 'plist' ? elementsOf(root)[0] : undefined
    const value = held === undefined ? null : readValue(held)
    return value === null ? { state: 'unparseable', line: 1, column: 1 } : { state: 'ok', value }
  } catch (error) {
    // One that is nested thousands deep is read by nobody: it runs out of stack.
    const { line, column } = error instanceof XmlError ? error : { line: 1, column: 1 }
    return { state: 'unparseable', line, column }
  }
}

const elementsOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => child.type === 'element')

/** Null for an element that no property list has. */
const readValue = (element: XmlElement): PlistValue | null => {
  switch (element.name) {
    case 'string':
    case 'date':
    case 'data':
      return element.text
    case 'integer':
    case 'real':
      return Number.isFinite(Number(element.text)) ? Number(element.text) : null
    case 'true':
      return true
    case 'false':
      return false
    case 'array':
      return elementsOf(element).flatMap((each) => readValue(each) ?? [])
    case 'dict':
      return dictOf(elementsOf(element))
    default:
      return null
  }
}

const dictOf = (elements: readonly XmlElement[]): PlistValue =>
  Object.fromEntries(
    elements.flatMap((element, index) => {
      const next = elements[index + 1]
      const value = element.name === 'key' && next !== undefined ? readValue(next) : null
      return value === null ? [] : [[element.text, value] as const]
    }),
  )
