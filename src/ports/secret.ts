import { createHmac, randomBytes } from 'node:crypto'
import type { Seal, SealedSecret, Secret } from '../contract/index.js'

/** What one seal knows of one text, whatever kinds it was sealed as. */
interface Entry {
  readonly text: string
  readonly pseudonym: () => string
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
    return this.#entry.pseudonym()
  }
  get kind(): string {
    return this.#kind
  }
  get length(): number {
    return this.#entry.text.length
  }
  get blank(): boolean {
    return this.#entry.text.trim() === ''
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
export const printOf = (secret: Secret, key: string): string =>
  createHmac('sha256', key).update(reveal(secret), 'utf16le').digest('hex')

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
  const sealed = new Map<string, { readonly entry: Entry; readonly byKind: Map<string, Secret> }>()
  const known: KnownSecret[] = []
  const named: string[] = []
  const taken = new Set<string>()
  let key: Buffer | undefined

  const fingerprint = (text: string): string => {
    key ??= randomBytes(32)
    const whole = createHmac('sha256', key).update(text, 'utf16le').digest('hex')
    let digits = SHORTEST
    while (taken.has(whole.slice(0, digits))) digits += 2
    const short = whole.slice(0, digits)
    taken.add(short)
    return short
  }

  const entryFor = (text: string, kind: string): Entry => {
    let pseudonym: string | undefined
    const name = (): string => {
      if (pseudonym === undefined) {
        pseudonym = `[${kind} ${fingerprint(text)}]`
        named.push(pseudonym)
      }
      return pseudonym
    }
    return { text, pseudonym: name }
  }

  return {
    seal(text, kind = 'opaque') {
      const before = sealed.get(text)
      const { entry, byKind } = before ?? { entry: entryFor(text, kind), byKind: new Map<string, Secret>() }
      const secret = byKind.get(kind) ?? new Sealed(entry, kind)
      byKind.set(kind, secret)
      if (before === undefined) {
        sealed.set(text, { entry, byKind })
        if (!secret.blank) known.push({ text, secret })
      }
      return secret
    },
    known: () => known,
    named: () => named,
  }
}
