import { printable } from '../formats/printable.js'
import type { SealedFact } from '../sealed/schema.js'
import { momentUnder } from './moments.js'

type Json = SealedFact['value']

const WIDTH = 112
/** A fact's value is nowhere as deep; what a stranger nests deeper stands on one line. */
const DEEPEST = 60

/**
 * JSON as people read it: what fits stands on one line, a secret is its pseudonym with what is known of it, and a time is
 * told in words as well.
 */
export const denseJson = (value: Json): string => printable(told(value, '', 0))

const told = (value: Json, indent: string, used: number): string => {
  const line = oneLine(value)
  if (indent.length + used + line.length <= WIDTH || typeof value !== 'object' || value === null) return line
  if (indent.length > DEEPEST) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${told(item, inner, 1)}`)
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`
  }
  if (secretWords(value) !== null) return line
  const members = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `
    return `${inner}${name}${told(item, inner, name.length + 1)}${inWords(key, item)}`
  })
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`
}

const oneLine = (value: Json): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const secret = secretWords(value)
  if (secret !== null) return secret
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}${inWords(key, item)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const inWords = (key: string, value: Json | undefined): string => {
  const moment = momentUnder(key, value)
  return moment === null ? '' : ` (${moment})`
}

const secretWords = (value: object): string | null => {
  const secret: unknown = '$secret' in value ? value.$secret : undefined
  if (typeof secret !== 'object' || secret === null || !('pseudonym' in secret)) return null
  const { pseudonym } = secret
  if (typeof pseudonym !== 'string') return null
  const length =
    'length' in secret && typeof secret.length === 'number' ? [`${secret.length} characters`] : []
  const blank = 'blank' in secret && secret.blank === true ? ['blank'] : []
  const spaced = 'hasWhitespace' in secret && secret.hasWhitespace === true ? ['with white space'] : []
  return `${pseudonym} (${[...length, ...blank, ...spaced].join(', ')})`
}
