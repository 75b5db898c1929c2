import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeRuns } from '../../../src/redact/sealing/whole-runs.js'
import type { Span } from '../../../src/redact/span.js'

const span = (start: number, end: number, whole = false): Span => ({
  start,
  end,
  whole,
  replacement: `[opaque ${start}]`,
  by: 'known',
})

describe('parts of secrets in long runs', () => {
  it('grow to the run that they stand in, wherever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), fc.nat(), (lengths, pick) => {
        const text = lengths.map((length) => 'x'.repeat(length)).join(' ')
        const at = pick % lengths.length
        const start = lengths.slice(0, at).reduce((sum, length) => sum + length + 1, 0)
        const length = lengths[at] ?? 0
        const middle = start + (length >> 1)
        const end = length < 24 ? middle + 1 : start + length
        expect(wholeRuns(text, [span(middle, middle + 1)])).toMatchObject([
          { start: length < 24 ? middle : start, end },
        ])
      }),
    )
  })

  it('are one where thousands stand in the same run, so that the run is not gone through once for each', () => {
    const spans = Array.from({ length: 5_000 }, (_, index) => span(index * 20, index * 20 + 14))
    expect(wholeRuns('x'.repeat(120_000), spans)).toEqual([{ ...span(0, 14), end: 120_000 }])
  })

  it('leave each secret that stands there whole as it is', () => {
    const spans = [span(0, 14, true), span(0, 14, true), span(20, 34)]
    expect(wholeRuns('x'.repeat(40), spans)).toEqual([
      spans[0],
      spans[1],
      { ...span(20, 34), start: 0, end: 40 },
    ])
  })
})
