import { randomBytes } from 'node:crypto'
import { isSecret } from '../contract/data-copy.js'
import type { FileChange, Secret, Value } from '../contract/index.js'
import type { JsonEdit, JsonValue } from '../json/edit.js'
import type { SealedText } from '../ports/types.js'

type Content = Extract<FileChange, { op: 'write' | 'patch' }>

/**
 * The text a change leaves behind, with its secrets still sealed. `current` is what a patch works on, `source` what a
 * copy is made of. Throws an `EditError` or `ParseError` where a patch does not fit the text.
 */
export const composeText = async (change: Content, current: string, source = ''): Promise<SealedText> => {
  const seats = createSeats()
  if (change.op === 'write') {
    if (typeof change.after === 'string') return [change.after]
    if ('copyOf' in change.after) return [source]
    return seats.split(`${JSON.stringify(seats.fill(change.after.json), null, 2)}\n`)
  }
  const edits = change.edits.map(
    (edit): JsonEdit => ('set' in edit ? { at: edit.at, set: seats.fill(edit.set) } : edit),
  )
  const { editJson } = await import('../json/edit.js')
  return seats.split(editJson(current, change.dialect, edits))
}

/** A private-use character: a text that holds one is always printed in double quotes, which JSON escapes fit. */
const SEAT = '\uE000'

/** Keeps a seat in the text for every secret: a string that occurs nowhere else, until a port puts the secret there. */
const createSeats = () => {
  const nonce = randomBytes(12).toString('hex')
  const secrets: Secret[] = []
  const fill = (value: Value): JsonValue => {
    if (isSecret(value)) return `${SEAT}${nonce}:${secrets.push(value) - 1}${SEAT}`
    if (Array.isArray(value)) return value.map((inner: Value) => fill(inner))
    if (typeof value !== 'object' || value === null) return value as JsonValue
    const members = Object.entries(value as { readonly [key: string]: Value | undefined })
    return Object.fromEntries(
      members.flatMap(([key, inner]) => (inner === undefined ? [] : [[key, fill(inner)]])),
    )
  }
  const split = (text: string): SealedText =>
    text.split(new RegExp(`${SEAT}${nonce}:(\\d+)${SEAT}`)).map((part, index) => {
      const secret = index % 2 === 1 ? secrets[Number(part)] : undefined
      return secret ?? part
    })
  return { fill, split }
}

/** A sealed text as it may be shown. */
export const shownText = (text: SealedText): string => text.map(String).join('')
