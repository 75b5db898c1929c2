import { describe, expect, it } from 'vitest'
import { knowing, noise, withRedactors } from './boundary.js'

const SIZE = 1_000_000
const fill = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE)

const taken = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** The fastest of three, in milliseconds: what the work takes when nothing else is in the way. */
const fastest = (work: () => void): number => Math.min(taken(work), taken(work), taken(work))

/** Those of `units` that take over `limit` times `plain`; measured again before it is said. */
const slowest = (
  units: readonly string[],
  work: (unit: string) => void,
  plain: number,
  limit: number,
): string[] =>
  units.filter((unit) => taken(() => work(unit)) > plain * limit && fastest(() => work(unit)) > plain * limit)

const PROSE = fill('The gateway cannot use the token of this profile, since it has expired. ')
/** Without its end most patterns would not even be tried. */
const PLAIN = `${PROSE} key: sk-`
const HOSTILE = [
  'eyJ',
  'eyJ-',
  'eyJaaaaaaaa.',
  '.eyJ',
  '\\neyJ',
  'sk-',
  'sk-ant-',
  'sk-ant-a-',
  'a-',
  'a',
  '-',
  '-----',
  '--',
  '--a-',
  '\\',
  '"',
  '\\"',
  '%',
  '%4',
  '%41',
  '%e2%82',
  '+',
  '&',
  '&#',
  '&#x41;',
  ' ',
  '\n',
  ' \n│',
  '│',
  String.fromCharCode(27),
  `${String.fromCharCode(27)}[`,
  `${String.fromCharCode(27)}[1;`,
  '://',
  '://a',
  '://a:',
  '://a:b',
  '@',
  ':',
  '1',
  '123456:',
  '1:a',
  'Bearer ',
  'Bearer aaaaaaaaa',
  'bearer a.',
  'Basic ',
  'Basic abcdefgh',
  'apiKey',
  'apiKey=',
  'apiKey: ',
  'apiKey="',
  'apiKey=\\"',
  "password='",
  'password: "a',
  'token',
  'token="',
  'TOKEN=',
  'KEY=a',
  '--token ',
  '--a-token=',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\n',
  '-----BEGIN PRIVATE KEY-----\nabcd: abcd: ',
  '-----BEGIN RSA EC ',
  'BEGIN A A A ',
  'AKIA',
  'AKIAA',
  'xoxb-',
  'xoxe.xoxp-',
  'gh',
  'ghp_',
  'ghp_a',
  'ya29.',
  '1//0',
  'npm_',
  '[redacted ',
  '[redacted jwt',
  '[opaque 3f9a1c]',
  'aB',
]
const END = '"@!!!'

describe('one megabyte meant to be slow', () => {
  it('takes no more than a small multiple of what one megabyte of prose takes', () => {
    const { redact } = withRedactors()
    const plain = fastest(() => redact(PLAIN))
    expect(slowest(HOSTILE, (unit) => redact(fill(unit) + END), plain, 45)).toEqual([])
  }, 300_000)

  it('does so also with 50 known secrets, one of which repeats itself', () => {
    const secrets = Array.from({ length: 49 }, (_, index) => `sk-ant-oat01-${noise(95, index + 70)}`)
    const repeated = `sk-ant-oat01-${'x'.repeat(95)}`
    const { redact } = knowing(repeated, ...secrets)
    const plain = fastest(() => redact(PLAIN))
    const units = ['x', ' x', 'sk-ant-oat01-', 'sk-ant-oat01-xxxx', repeated, ...secrets.slice(0, 1)]
    const slow = slowest([...units, '\\', '%41', '&amp;', '+'], (unit) => redact(fill(unit)), plain, 40)
    expect(slow.map((unit) => unit.slice(0, 13))).toEqual([])
  }, 120_000)

  it('grows in step with the number of known secrets at most', () => {
    const report = PLAIN.slice(0, 50_000)
    const cost = (count: number): number => {
      const boundary = knowing(...Array.from({ length: count }, (_, index) => noise(108, index + 90)))
      boundary.redact(report)
      return fastest(() => boundary.redact(report))
    }
    expect(cost(500)).toBeLessThan(cost(50) * 20)
  })
})
