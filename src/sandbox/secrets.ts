import { createRequire } from 'node:module'
import type { Seal, SealedSecret, Secret } from '../contract/index.js'

const load = createRequire(import.meta.url)

/** Loaded only here: it takes milliseconds, and hardly any plugin seals a text of its own. */
const hmac = (key: string, text: string): string => {
  const { createHmac }: typeof import('node:crypto') = load('node:crypto')
  return createHmac('sha256', key).update(text, 'utf16le').digest('hex')
}

/** How a secret is sent: one of the doctor's by its number, one of the plugin's by its text, for the doctor to seal. */
export type SentSecret =
  | { readonly $handle: number }
  | { readonly $seal: readonly [text: string, kind: string] }

/** A secret as the doctor sends it: all but its text. `print` is the same for equal texts. */
export interface GivenSecret extends SealedSecret {
  readonly $handle: number
  readonly $print: string
}

const known = new WeakMap<object, { readonly print: string; readonly sent: SentSecret }>()

const make = ({ $secret: description }: SealedSecret, print: () => string, sent: SentSecret): Secret => {
  let ownPrint: string | undefined
  const secret: Secret = {
    ...description,
    equals: (other) => known.get(other)?.print === known.get(secret)?.print,
    toString: () => description.pseudonym,
    toJSON: () => ({ $secret: description }),
  }
  known.set(secret, {
    get print() {
      ownPrint ??= print()
      return ownPrint
    },
    sent,
  })
  return Object.freeze(secret)
}

/** One of the doctor's secrets: it can be compared and described, and its text is not here. */
export const handleOf = ({ $secret, $print, $handle }: GivenSecret): Secret =>
  make({ $secret }, () => $print, { $handle })

/** Seals a text that the plugin has come by itself. Equal to a handle of the doctor's where the texts are. */
export const createSeal =
  (key: string): Seal =>
  (text, kind = 'opaque') => {
    const print = hmac(key, text)
    const description = {
      pseudonym: `[${kind} ${print.slice(0, 6)}]`,
      kind,
      length: text.length,
      blank: text.trim() === '',
      hasWhitespace: /\s/.test(text),
    }
    return make({ $secret: description }, () => print, { $seal: [text, kind] })
  }

/** How a secret is sent, or undefined for what is none. */
export const sentAs = (value: object): SentSecret | undefined => known.get(value)?.sent
