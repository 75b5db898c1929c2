import type { FindPlaces, FoundPlace } from './place-rule.js'
import { isDistinctive, isEverywhere } from './well-known.js'
import { wordsPattern } from './words-pattern.js'

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?'
/** Endings that only a network of one's own has, and that no file is called by. */
const PRIVATE = 'ts\\.net|home\\.arpa|localdomain|lan|fritz\\.box'
/** Endings that stand for other things too: believed only in an address. */
const AMBIGUOUS = 'local|internal|intranet|corp|home|private'
const END = '(?![\\w-]|\\.[\\w-])'

const ANYWHERE = new RegExp(`(?<![\\w.-])(?<it>(?:${LABEL}\\.){0,4}${LABEL})\\.(?:${PRIVATE})${END}`, 'gi')
const IN_ADDRESS = new RegExp(
  `(?<=[/@])(?<it>(?:${LABEL}\\.){0,4}${LABEL})\\.(?:${AMBIGUOUS})(?=[:/?#"'\`\\s]|$)`,
  'gi',
)
/** The two of them by which machines call one another; after a `/` it is a file, such as `rc.local`. */
const BARE = new RegExp(`(?<![\\w./-])(?<it>(?:${LABEL}\\.){0,4}${LABEL})\\.(?:local|internal)${END}`, 'gi')
const OWN = /^host-[\da-f]{8}(?:-[\da-f]{4})?$/i
/** What ends the name of a machine that somebody else gives out, and of a network that many have. */
const PUBLIC_END = /(?:\.(?:ts\.net|home\.arpa|fritz\.box|co\.uk|com\.au))$|\.[a-z0-9-]+$/i

/** Each part of a machine's name that tells whose it is, so that two machines of one network stay such. */
const labelsOf = (name: string, at: number): FoundPlace[] => {
  let start = at
  return name.split('.').flatMap((label) => {
    const place: FoundPlace = { kind: 'host', start, end: start + label.length }
    start = place.end + 1
    return OWN.test(label) || isEverywhere(label) || /^\d*$/.test(label) ? [] : [place]
  })
}

const nested =
  (pattern: RegExp, own: (found: string) => string): FindPlaces =>
  (text) =>
    [...text.matchAll(pattern)].flatMap((match) => labelsOf(own(match.groups?.it ?? match[0]), match.index))

/** Finds machines: these, by all of their name or its first part, and those of a network of one's own. */
export const findHosts = (hosts: readonly string[]): FindPlaces => {
  const whole = wordsPattern(hosts.filter((host) => host.includes('.') && !isEverywhere(host)))
  const short = wordsPattern(hosts.map((host) => host.split('.')[0] ?? '').filter(isDistinctive))
  const rules = [
    nested(ANYWHERE, (it) => it),
    nested(BARE, (it) => it),
    nested(IN_ADDRESS, (it) => it),
    ...(whole === undefined ? [] : [nested(whole, (host) => host.replace(PUBLIC_END, ''))]),
    ...(short === undefined ? [] : [nested(short, (it) => it)]),
  ]
  return (text) => rules.flatMap((rule) => rule(text))
}
