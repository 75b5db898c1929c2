import type { Seal, SealedSecret, Secret } from '../contract/index.js'
import { keyedHash } from './keyed-hash.js'
import { randomKey } from './random-key.js'

/** What one seal knows of one text, whatever kinds it was sealed as: a run may seal a hundred thousand. */
interface Entry {
  readonly text: string
  readonly blank: boolean
  /** The kind it was sealed as first, which its pseudonym tells. */
  readonly kind: string
  readonly name: (entry: Entry) => string
  /** Undefined until somebody asks for it. */
  pseudonym: string | undefined
  /** As other kinds than the first; few have any. */
  others: Map<string, Secret> | undefined
}

/** A text that was sealed, for what must find it again in an output. */
export interface KnownSecret {
  readonly text: string
  readonly secret: Secret
}

let entryOf: (secret: Secret) => Entry | undefined

class Sealed implements Secret {
  readonly #entry: Entry
  readonly #kind: string

  static {
    entryOf = (secret) => (#entry in secret ? secret.#entry : undefined)
  }

  constructor(entry: Entry, kind: string) {
    this.#entry = entry
    this.#kind = kind
    Object.freeze(this)
  }

  get pseudonym(): string {
    const entry = this.#entry
    entry.pseudonym ??= entry.name(entry)
    return entry.pseudonym
  }
  get kind(): string {
    return this.#kind
  }
  get length(): number {
    return this.#entry.text.length
  }
  get blank(): boolean {
    return this.#entry.blank
  }
  get hasWhitespace(): boolean {
    return /\s/.test(this.#entry.text)
  }

  // A secret read back from a report has no text: there, only the pseudonym is left to compare.
  equals(other: Secret): boolean {
    const theirs = entryOf(other)
    return theirs === undefined ? other.pseudonym === this.pseudonym : theirs === this.#entry
  }

  toString(): string {
    return this.pseudonym
  }

  toJSON(): SealedSecret {
    const { pseudonym, kind, length, blank, hasWhitespace } = this
    return { $secret: { pseudonym, kind, length, blank, hasWhitespace } }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.pseudonym
  }
}

/** The text of a secret. For ports only. Throws a TypeError for anything that was not made by a seal. */
export const reveal = (secret: Secret): string => {
  const entry = entryOf(secret)
  if (entry === undefined) throw new TypeError('Not a secret that was sealed in this run')
  return entry.text
}

/** The same for equal texts under one key, and tells nothing of a text to whoever lacks the key. Throws as {@link reveal}. */
export const printOf = (secret: Secret, key: string): string => keyedHash(Buffer.from(key), reveal(secret))

const SHORTEST = 6

/**
 * A seal with a key of its own, so that its pseudonyms say nothing outside this run; a list of all it has sealed, and
 * one of the pseudonyms that anybody has asked for: both grow, and nothing else ever changes in them.
 */
export const createSeal = (): {
  readonly seal: Seal
  known(): readonly KnownSecret[]
  named(): readonly string[]
} => {
  const sealed = new Map<string, Secret>()
  const known: KnownSecret[] = []
  const named: string[] = []
  const taken = new Set<string>()
  let key: Uint8Array | undefined

  const fingerprint = (text: string): string => {
    key ??= randomKey()
    const whole = keyedHash(key, text)
    let digits = SHORTEST
    while (taken.has(whole.slice(0, digits))) digits += 2
    const short = whole.slice(0, digits)
    taken.add(short)
    return short
  }

  const name = ({ text, kind }: Entry): string => {
    const pseudonym = `[${kind} ${fingerprint(text)}]`
    named.push(pseudonym)
    return pseudonym
  }

  const sealNew = (text: string, kind: string): Secret => {
    const blank = text.trim() === ''
    const secret = new Sealed({ text, blank, kind, name, pseudonym: undefined, others: undefined }, kind)
    sealed.set(text, secret)
    if (!blank) known.push({ text, secret })
    return secret
  }

  const asOther = (entry: Entry, kind: string): Secret => {
    entry.others ??= new Map()
    const secret = entry.others.get(kind) ?? new Sealed(entry, kind)
    entry.others.set(kind, secret)
    return secret
  }

  return {
    seal(text, kind = 'opaque') {
      const first = sealed.get(text)
      const entry = first === undefined ? undefined : entryOf(first)
      if (first === undefined || entry === undefined) return sealNew(text, kind)
      return entry.kind === kind ? first : asOther(entry, kind)
    },
    known: () => known,
    named: () => named,
  }
}
