import { parseIpv6 } from './other-address.js'
import { IPV4 } from './other-ipv4.js'
import { type FindPlaces, placesOf } from './place-rule.js'

const EMAIL =
  /(?<![\w.%+-])(?:[\p{L}\p{N}_%+-]{1,64}['.]){0,8}[\p{L}\p{N}_%+-]{1,64}(?:@|%40|\\u0040|&#64;|&#x40;)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}\p{L}[\p{L}\p{N}-]{1,30}(?![\w-])/giu
const OWN_EMAIL = /^person-[\da-f]{8}(?:@|%40|\\u0040|&#64;|&#x40;)mail-[\da-f]{8}\.invalid$/i
/** A number and where it is kept: an account of WhatsApp's. */
const CHAT_ACCOUNT = /^[\d-]+@(?:s\.whatsapp\.net|c\.us|g\.us)$/
const MAC = /(?<![\w:.-])[\da-f]{2}(?:(?::[\da-f]{2}){5}|(?:-[\da-f]{2}){5})(?![\w:-])/gi
/** As some switches write it; a number with dots has no letter. */
const MAC_IN_FOURS = /(?<![\w.:-])(?=[\d.]*[a-f])[\da-f]{4}(?:\.[\da-f]{4}){2}(?![\w:-]|\.\w)/gi
/** One that ends as an IPv4 address is no match: that part is found by itself, and what is before it tells nothing. */
const IPV6 = /(?<![\w:.])(?=[\da-f:]{0,39}:[\da-f:]{0,39})[\da-f:]{3,39}(?![\w:]|\.\d)/gi

/** A real one has a digit: `ab::cd` may well be something else. */
const isIpv6 = (text: string): boolean => /\d/.test(text) && parseIpv6(text) !== undefined

/** Finds addresses of people and machines. */
export const findAddresses: FindPlaces = (text) => [
  ...placesOf('email', EMAIL, (found) => !OWN_EMAIL.test(found) && !CHAT_ACCOUNT.test(found))(text),
  ...placesOf('mac', MAC)(text),
  ...placesOf('mac', MAC_IN_FOURS)(text),
  ...placesOf('ipv6', IPV6, isIpv6)(text),
  ...placesOf('ipv4', IPV4)(text),
]
