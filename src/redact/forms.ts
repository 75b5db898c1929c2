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
const endOfWhole = (byte: number): number => Math.floor((byte * 8) / 6)

const toUrlDigits = (digits: string): string => digits.replaceAll('+', '-').replaceAll('/', '_')

const base64Forms = (bytes: Buffer, head: number, tail: number): Form[] => {
  const afterTwo = Buffer.concat([Buffer.alloc(2), bytes])
  return [0, 1, 2].flatMap((before) => {
    const padded = afterTwo.subarray(2 - before)
    const start = firstWhole(before)
    const end = endOfWhole(padded.length)
    const found = {
      head: endOfWhole(before + head) - start,
      tail: end - firstWhole(padded.length - tail),
    }
    const units = padded.toString('base64').slice(start, end)
    return [
      { ...found, units },
      { ...found, units: toUrlDigits(units) },
    ]
  })
}

/** Bytes of a text, and how many of them its first `head` and its last `tail` units have. */
interface Encoded {
  readonly bytes: Buffer
  readonly head: number
  readonly tail: number
}

const hexForms = ({ bytes, head, tail }: Encoded): Form[] => {
  const hex = bytes.toString('hex')
  return [hex, hex.toUpperCase()].map((units) => ({ units, head: head * 2, tail: tail * 2 }))
}

const inUtf8 = (text: string, { head, tail }: { readonly head: number; readonly tail: number }): Encoded => ({
  bytes: Buffer.from(text),
  head: Buffer.byteLength(text.slice(0, head)),
  tail: Buffer.byteLength(text.slice(text.length - tail)),
})

/**
 * As PowerShell has it, in either order of bytes. Without the zero at its end or start, which for most texts makes the
 * two one.
 */
const inUtf16 = (
  text: string,
  { head, tail }: { readonly head: number; readonly tail: number },
): Encoded[] => {
  const little = Buffer.from(text, 'utf16le')
  const found = { head: head * 2 - 1, tail: tail * 2 - 1 }
  const first = { bytes: little.subarray(0, -1), ...found }
  if (little.every((byte, at) => at % 2 === 0 || byte === 0)) return [first]
  return [first, { bytes: Buffer.from(little).swap16().subarray(1), ...found }]
}

const encodedForms = (text: string, edgesOf: typeof edges): Form[] => {
  const found = edgesOf(text)
  return [inUtf8(text, found), ...inUtf16(text, found)].flatMap((encoded) => [
    ...hexForms(encoded),
    ...base64Forms(encoded.bytes, encoded.head, encoded.tail),
  ])
}

/** From its last sign to its first. */
const backwards = (text: string, edgesOf: typeof edges): Form => {
  const units = [...text].reverse().join('')
  const { head, tail } = edgesOf(text)
  return { units, head: tail, tail: head }
}

/** Without the white space and quotes that a copied token brings along, where something is left. */
const core = (text: string): string => {
  const bare = text
    .trim()
    .replace(/^["'`]+/, '')
    .replace(/["'`]+$/, '')
  return squeeze(bare).length >= SHORTEST ? bare : text.trim()
}

/**
 * Every form a searchable text is looked for in; escapes and URL encoding are undone in the text searched instead.
 * `edgesOf` says how much of its start, and of its end, is enough to be a find.
 */
export const formsOf = (text: string, edgesOf: typeof edges = edges): readonly Form[] => {
  const held = isPlain(text) ? text : core(text)
  const dense = isPlain(text) ? text : squeeze(held)
  const forms = [
    { units: dense, spaced: dense !== held, ...edgesOf(dense) },
    backwards(dense, edgesOf),
    ...encodedForms(held, edgesOf),
    ...(dense === held ? [] : encodedForms(dense, edgesOf)),
  ]
  return [...new Map(forms.map((form) => [form.units, form])).values()]
}
