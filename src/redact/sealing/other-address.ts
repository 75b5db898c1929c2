import type { Keyed } from './keyed.js'

const GROUPS = 8
const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))

/** The eight groups of an address, each a number; undefined for what is none. */
export const parseIpv6 = (text: string): readonly number[] | undefined => {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')]
  const left = GROUPS - head.length - tail.length
  if (halves.length === 1 ? left !== 0 : left < 1) return undefined
  const groups = [...head, ...Array<string>(left).fill('0'), ...tail]
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined
}

/** What an address begins with that tells what kind it is: of this link, of this site, or anybody's. */
const startOf = (first: number): string => {
  if ((first & 0xffc0) === 0xfe80) return 'fe80:0:'
  return (first & 0xfe00) === 0xfc00 ? 'fd00:0:' : '2001:db8:'
}

/** The same as for IPv4: another of its kind, public ones from 2001:db8::/32, and `::1`, `::` and ff00::/8 stay. */
export const reservedAddress = (address: string, keyed: Keyed): string => {
  const groups = parseIpv6(address)
  const [first = 0, second] = groups ?? []
  if (
    groups === undefined ||
    groups.slice(0, -1).every((group) => group === 0) ||
    (first & 0xff00) === 0xff00
  )
    return address
  if (first === 0x2001 && second === 0xdb8) return address
  const random = keyed('ipv6', groups.join(':'))
  const rest = Array.from({ length: 6 }, (_, index) => random.readUInt16BE(index * 2).toString(16))
  return startOf(first) + rest.join(':')
}

/** Another address of a network card, one that no maker has given away; everybody's and nobody's stay. */
export const otherMac = (address: string, keyed: Keyed): string => {
  const digits = address.replace(/[^\da-f]/gi, '').toLowerCase()
  if (/^(?:0{12}|f{12})$/.test(digits)) return address
  const random = keyed('mac', digits).subarray(0, 6)
  const own = Buffer.from(random)
  own.writeUInt8(((random[0] ?? 0) & 0xfc) | 2)
  const separator = /[:.-]/.exec(address)?.[0] ?? ''
  const text = (own.toString('hex').match(separator === '.' ? /..../g : /../g) ?? []).join(separator)
  return address === address.toUpperCase() ? text.toUpperCase() : text
}
