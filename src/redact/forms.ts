import { edges } from './edges.js'
import { squeeze } from './view.js'
import { isName } from './vocabulary.js'

/** What to look for: `head` units from its start, or `tail` units up to its end, are enough to be a find. */
export interface Form {
  readonly units: string
  readonly head: number
  readonly tail: number
  /** The secret has white space of its own, which `units` leaves out. */
  readonly spaced?: boolean
}

/** The shortest text that is looked for, in characters other than white space. */
export const SHORTEST = 6
const FEWEST_DIFFERENT = 4

/**
 * Whether a known text can be looked for without shredding ordinary output: at least 6 characters other than white
 * space, at least 4 different ones (not `********`), and not a name (see {@link isName}).
 */
export const isSearchable = (text: string): boolean => {
  const dense = isPlain(text) ? text : squeeze(text)
  return dense.length >= SHORTEST && isVaried(dense) && !isName(text.trim())
}

const isVaried = (text: string): boolean => {
  const different = new Set<string>()
  for (const character of text) if (different.add(character).size >= FEWEST_DIFFERENT) return true
  return false
}

const PLAIN = /^[!#-&(-_a-{}~]{6,}$/

/** ASCII without anything that reading a text may leave out or undo: nearly every token. */
export const isPlain = (text: string): boolean => PLAIN.test(text)

/** Where base64 digits stand that depend on these bytes alone, whatever is encoded before and after them. */
const firstWhole = (byte: number): number => Math.ceil((byte * 8) / 6)
export const endOfWhole = (byte: number): number => Math.floor((byte * 8) / 6)

const base64Forms = (bytes: Buffer, head: number, tail: number): Form[] =>
  [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    const start = firstWhole(before)
    const end = endOfWhole(padded.length)
    const found = {
      head: endOfWhole(before + head) - start,
      tail: end - firstWhole(padded.length - tail),
    }
    return [
      { ...found, units: padded.toString('base64').slice(start, end) },
      { ...found, units: padded.toString('base64url').slice(start, end) },
    ]
  })

const encodedForms = (text: string): Form[] => {
  const bytes = Buffer.from(text)
  const found = edges(text)
  const head = Buffer.byteLength(text.slice(0, found.head))
  const tail = Buffer.byteLength(text.slice(text.length - found.tail))
  const hex = bytes.toString('hex')
  return [
    { units: hex, head: head * 2, tail: tail * 2 },
    { units: hex.toUpperCase(), head: head * 2, tail: tail * 2 },
    ...base64Forms(bytes, head, tail),
  ]
}

/** Without the white space and quotes that a copied token brings along, where something is left. */
const core = (text: string): string => {
  const bare = text
    .trim()
    .replace(/^["'`]+/, '')
    .replace(/["'`]+$/, '')
  return squeeze(bare).length >= SHORTEST ? bare : text.trim()
}

/** Every form a searchable text is looked for in; escapes and URL encoding are undone in the text searched instead. */
export const formsOf = (text: string): readonly Form[] => {
  const held = core(text)
  const dense = squeeze(held)
  const forms = [
    { units: dense, spaced: dense !== held, ...edges(dense) },
    ...encodedForms(held),
    ...(dense === held ? [] : encodedForms(dense)),
  ]
  return [...new Map(forms.map((form) => [form.units, form])).values()]
}
