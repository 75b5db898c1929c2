import { momentUnder } from '../page/moments.js'
import type { SealedFact } from '../sealed/schema.js'

/** A value at the end of a fact, with the way there. */
export interface Leaf {
  /** Of the fact, among all. */
  readonly index: number
  /** `fact/id/key/0`. */
  readonly place: string
  readonly value: string
  /** Both in lower case, to search in. */
  readonly text: string
}

const LONGEST = 400

/** Every value of a fact that has no values in it; a secret counts as one. */
export const leavesOf = ({ id, status, reason, value }: SealedFact, index: number): readonly Leaf[] => {
  const leaf = (place: string, told: string): Leaf => {
    const short = told.length > LONGEST ? `${told.slice(0, LONGEST)}…` : told
    return { index, place, value: short, text: `${place} ${told}`.toLowerCase() }
  }
  const walk = (inner: unknown, place: string, name: string): readonly Leaf[] => {
    if (typeof inner !== 'object' || inner === null) return [leaf(place, scalarWords(inner, name))]
    if ('$secret' in inner) return [leaf(place, JSON.stringify(inner.$secret))]
    const members = Object.entries(inner)
    if (members.length === 0) return [leaf(place, Array.isArray(inner) ? '[]' : '{}')]
    return members.flatMap(([key, member]) => walk(member, `${place}/${key}`, key))
  }
  const how = status === 'ok' ? [] : [leaf(id, reason === null ? status : `${status}: ${reason}`)]
  return value === null && status !== 'ok' ? how : [...how, ...walk(value, id, '')]
}

const scalarWords = (value: unknown, name: string): string => {
  const moment = momentUnder(name, value)
  return moment === null ? String(value) : `${value} (${moment})`
}
