import type { Keyed } from './keyed.js'

type Octets = readonly [number, number, number, number]

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** An address, by itself: no part of a longer number with dots. */
export const IPV4 = new RegExp(`(?<![\\w.-])${OCTET}(?:\\.${OCTET}){3}(?![\\w-]|\\.\\d)`, 'g')

/** What many machines have in common tells nothing of any: this machine itself, everybody, a cloud's own service. */
const isCommon = ([a, b, c, d]: Octets): boolean =>
  a === 127 ||
  a === 0 ||
  a >= 224 ||
  (a === 169 && b === 254 && c === 169 && d === 254) ||
  (a === 192 && b === 0 && c === 2) ||
  (a === 198 && b === 51 && c === 100) ||
  (a === 203 && b === 0 && c === 113)

/** Where an address that only some network knows comes from, and how many bits of its network are free there. */
const privateRange = ([a, b]: Octets): {
  readonly first: number
  readonly base: number
  readonly bits: number
} | null => {
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168))
    return { first: 10, base: 0, bits: 16 }
  if (a === 100 && b >= 64 && b < 128) return { first: 100, base: 64 << 8, bits: 14 }
  return a === 169 && b === 254 ? { first: 169, base: 254 << 8, bits: 8 } : null
}

/** Which of 1 to 254 stands for this one: within a network each has another. */
const otherHost = (host: number, network: string, keyed: Keyed): number => {
  if (host === 0 || host === 255) return host
  const order = Array.from({ length: 254 }, (_, index) => index + 1)
  const rank = new Map(
    order.map((each) => [each, keyed('host-of-network', `${network}.${each}`).readUIntBE(0, 6)]),
  )
  order.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0))
  return order[host - 1] ?? host
}

/**
 * Another address of its kind. A private one stays private, and two of one network stay in one network; a public one
 * becomes one of 240.0.0.0/4, which nobody has. What every machine has, such as 127.0.0.1, stays.
 */
export const otherIpv4 = (address: string, keyed: Keyed): string => {
  const octets = address.split('.').map(Number) as unknown as Octets
  if (isCommon(octets)) return address
  const network = octets.slice(0, 3).join('.')
  const range = privateRange(octets)
  if (range === null) {
    const random = keyed('ipv4', address).readUInt32BE()
    return [
      240 | ((random >>> 24) & 15),
      (random >>> 16) & 255,
      (random >>> 8) & 255,
      (random & 255) % 255,
    ].join('.')
  }
  const net = range.base | (keyed('network', network).readUInt16BE() & ((1 << range.bits) - 1))
  return [range.first, net >>> 8, net & 255, otherHost(octets[3], network, keyed)].join('.')
}
