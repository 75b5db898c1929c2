import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from '../../src/report/duration.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('a span of time is told in its largest fitting unit, rounded down', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [59 * SECOND + 999, '59 s'],
    [MINUTE, '1 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [2 * DAY - 1, '47 h'],
    [2 * DAY, '2 d'],
    [365 * DAY, '365 d'],
    [-3 * HOUR, '3 h'],
    [Number.NaN, 'an unknown time'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('and never as more than it is', () => {
    const unit: Record<string, number> = { s: SECOND, min: MINUTE, h: HOUR, d: DAY }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY }), (ms) => {
        const [count, name = ''] = formatDuration(ms).split(' ')
        const told = Number(count) * (unit[name] ?? Number.NaN)
        expect(told).toBeLessThanOrEqual(ms)
        expect(ms - told).toBeLessThan(unit[name] ?? 0)
      }),
    )
  })
})

describe('a span of time is read', () => {
  it.each([
    ['90s', 90 * SECOND],
    ['30m', 30 * MINUTE],
    ['12h', 12 * HOUR],
    ['7d', 7 * DAY],
    ['250ms', 250],
    ['1.5h', 90 * MINUTE],
    [' 5M ', 5 * MINUTE],
  ])('from %s', (text, ms) => {
    expect(parseDuration(text, 's')).toBe(ms)
  })

  it.each([
    ['ms', 5],
    ['s', 5 * SECOND],
    ['d', 5 * DAY],
  ] as const)('from a bare number, in %s', (unit, ms) => {
    expect(parseDuration('5', unit)).toBe(ms)
  })

  it.each(['', 'h', '-5h', '5 h', '5w', '1e3s', '0x10', 'NaN', '5h30m', '١h'])('but not from %j', (text) => {
    expect(parseDuration(text, 's')).toBeNull()
  })
})
