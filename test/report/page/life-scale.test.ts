import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBeyond, placeOf, TICKS } from '../../../src/report/page/life-scale.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const HOUR = 3_600_000
const moment = fc.integer({ min: -2 * 365 * 24, max: 2 * 365 * 24 }).map((hours) => NOW + hours * HOUR)

describe('the scale of lives', () => {
  it('keeps the order of moments, and stays within its width', () => {
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)]
        expect(placeOf(earlier, NOW)).toBeLessThanOrEqual(placeOf(later, NOW))
        expect(placeOf(one, NOW)).toBeGreaterThanOrEqual(0)
        expect(placeOf(one, NOW)).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('has now in the middle, and what is to come as far from it as what is past', () => {
    expect(placeOf(NOW, NOW)).toBe(50)
    fc.assert(
      fc.property(moment, (at) => {
        expect(placeOf(at, NOW) + placeOf(2 * NOW - at, NOW)).toBeCloseTo(100, 1)
      }),
    )
  })

  it('tells hours apart within the next day', () => {
    const places = Array.from({ length: 25 }, (_, hour) => placeOf(NOW + hour * HOUR, NOW))
    expect(new Set(places).size).toBe(25)
  })

  it('stands what is further than a year at its edge', () => {
    expect(TICKS.map(({ label }) => label)).toEqual([
      '−1 y',
      '−30 d',
      '−7 d',
      '−24 h',
      'now',
      '+24 h',
      '+7 d',
      '+30 d',
      '+1 y',
    ])
    expect([placeOf(NOW + 9e12, NOW), placeOf(NOW - 9e12, NOW)]).toEqual([100, 0])
    expect([isBeyond(NOW + 366 * 24 * HOUR, NOW), isBeyond(NOW + 364 * 24 * HOUR, NOW)]).toEqual([
      true,
      false,
    ])
  })
})
