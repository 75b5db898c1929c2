import type { SealedSecret, Secret, Value } from '../../contract/index.js'
import type { SealedFact } from './schema.js'

type Json = SealedFact['value']

const NAME = /^\[\S+ ([0-9a-f]+)\]$/

/** A secret of which nothing is left but what a report tells of it. */
class Revived implements Secret {
  constructor(private readonly told: SealedSecret['$secret']) {}

  get pseudonym(): string {
    return this.told.pseudonym
  }
  get kind(): string {
    return this.told.kind
  }
  get length(): number {
    return this.told.length
  }
  get blank(): boolean {
    return this.told.blank
  }
  get hasWhitespace(): boolean {
    return this.told.hasWhitespace
  }

  equals(other: Secret): boolean {
    return markOf(other) === markOf(this)
  }

  toString(): string {
    return this.pseudonym
  }

  toJSON(): SealedSecret {
    return { $secret: { ...this.told } }
  }
}

/**
 * Equal for equal texts of one report, as the text of a secret is for a run. One text that was sealed as two kinds has two
 * names, which differ in the kind alone.
 */
export const markOf = ({ pseudonym }: Secret): string => NAME.exec(pseudonym)?.[1] ?? pseudonym

/** The value of a report's fact as its checks had it: each secret in it compares and describes itself again. */
export const reviveSecrets = (value: Json): Value => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(reviveSecrets))
  const told = toldOf(value)
  if (told !== null) return Object.freeze(new Revived(told))
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reviveSecrets(inner)])),
  )
}

/** What a member says of a secret, where it is one as {@link Secret.toJSON} writes it. */
const toldOf = (value: Readonly<Record<string, Json>>): SealedSecret['$secret'] | null => {
  const { $secret: told, ...others } = value
  if (typeof told !== 'object' || told === null || Array.isArray(told) || Object.keys(others).length > 0)
    return null
  const { pseudonym, kind, length, blank, hasWhitespace } = told
  const isTold =
    typeof pseudonym === 'string' &&
    typeof kind === 'string' &&
    typeof length === 'number' &&
    typeof blank === 'boolean' &&
    typeof hasWhitespace === 'boolean'
  return isTold ? { pseudonym, kind, length, blank, hasWhitespace } : null
}
