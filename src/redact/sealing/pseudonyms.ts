import { createHmac } from 'node:crypto'
import { type Keyed, keyedBy } from './keyed.js'
import { otherMac, reservedAddress } from './other-address.js'
import { otherIpv4 } from './other-ipv4.js'
import { hasShape, sameShape } from './same-shape.js'

/** What else than a secret is given another name. */
export type PlaceKind = 'user' | 'host' | 'email' | 'ipv4' | 'ipv6' | 'mac' | 'phone' | 'chat' | 'personal'

/** The names that things have within one case: always the same for the same thing, and unlike those of any other case. */
export interface CasePseudonyms {
  /** What stands for a secret: `[anthropic-api-key 0123456789ab]`. A kind that is no kind's name becomes `opaque`. */
  secretName(text: string, kind: string): string
  /** What stands for a person, a machine or an address: valid where the original is. */
  place(kind: PlaceKind, original: string): string
  /** Names the findings of this case: 64 hex digits, from which the key cannot be told. */
  readonly findingKey: string
}

const KIND = /^[a-z][a-z0-9-]{0,39}$/
const HEX = 8
/** With what stands between its halves in an address, in JSON and in HTML. */
const EMAIL = /^(.*)(@|%40|\\u0040|&#64;|&#x40;)(.*)$/is

const PLACES: Readonly<Record<PlaceKind, (original: string, keyed: Keyed) => string>> = {
  user: (original, keyed) => spelt('user', original, keyed),
  host: (original, keyed) => spelt('host', original, keyed),
  email: (original, keyed) => {
    const [, person = '', at, domain = ''] = EMAIL.exec(original) ?? []
    return `${named('person', person, keyed)}${at}${named('mail', domain, keyed)}.invalid`
  },
  ipv4: otherIpv4,
  ipv6: reservedAddress,
  mac: otherMac,
  phone: (original, keyed) => nobodysNumber(sameShape(original, keyed('phone', original))),
  chat: (original, keyed) =>
    hasShape(original)
      ? sameShape(original, keyed('chat', original))
      : `${/^[@!#]/.exec(original)?.[0] ?? ''}${named('chat', original, keyed)}`,
  personal: (original, keyed) => `[personal ${keyed('personal', original).toString('hex', 0, 6)}]`,
}

/** Of a country that is not there. */
const nobodysNumber = (phone: string): string => {
  let left = 3
  return phone.replace(/\d/g, (digit) => (left-- > 0 ? '9' : digit))
}

const named = (noun: string, text: string, keyed: Keyed): string =>
  `${noun}-${keyed(noun, text).toString('hex', 0, HEX / 2)}`

/** The same but for its end for two spellings of one name, as some systems do not tell `Ada` from `ada`. */
const spelt = (noun: string, text: string, keyed: Keyed): string => {
  const name = named(noun, text.toLowerCase(), keyed)
  return text === text.toLowerCase() ? name : `${name}-${keyed(noun, text).toString('hex', 0, 2)}`
}

/** The names of the case whose key this is. A key of 32 random bytes tells nobody what any of them stands for. */
export const casePseudonyms = (key: Buffer): CasePseudonyms => {
  const keyed = keyedBy(key)
  return {
    secretName: (text, kind) =>
      `[${KIND.test(kind) ? kind : 'opaque'} ${keyed('secret', text).toString('hex', 0, 6)}]`,
    place: (kind, original) => PLACES[kind](original, keyed),
    findingKey: createHmac('sha256', key).update('finding-key').digest('hex'),
  }
}
