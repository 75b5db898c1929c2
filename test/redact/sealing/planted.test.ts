import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSurvivors } from '../../../src/redact/sealing/index.js'
import { ENCODERS, OUTER, WRAPPINGS } from './encoders.js'
import { anySecret } from './random-secrets.js'
import { sealerOf } from './sealers.js'

const encoder = fc.constantFrom(...Object.keys(ENCODERS))
const outer = fc.option(fc.constantFrom(...OUTER), { nil: 'plain', freq: 2 })
const planting = fc.record({
  secret: anySecret,
  encoder,
  outer,
  wrapping: fc.constantFrom(...WRAPPINGS),
  width: fc.integer({ min: 40, max: 120 }),
  words: fc.lorem({ maxCount: 4 }),
  place: fc.constantFrom('value', 'key', 'list', 'log'),
})
type Planting = typeof planting extends fc.Arbitrary<infer T> ? T : never

const written = ({ secret, encoder, outer, wrapping, width }: Planting): string => {
  const inner = ENCODERS[encoder]?.(secret) ?? ''
  return wrapping(ENCODERS[outer]?.(inner) ?? '', width)
}

const documentOf = (all: readonly Planting[]): unknown => {
  const inPlace = (place: string) => all.filter((each) => each.place === place)
  return {
    values: inPlace('value').map((each) => ({
      note: `${each.words}: ${written(each)}.`,
      count: 3,
      no: null,
    })),
    keys: Object.fromEntries(inPlace('key').map((each) => [`${each.words} ${written(each)}`, true])),
    list: [[inPlace('list').map(written)]],
  }
}
const logOf = (all: readonly Planting[]): string =>
  all
    .filter(({ place }) => place === 'log')
    .map((each) => `2026-01-01T00:00:00Z ${each.words} "${written(each)}"\n`)
    .join('')

/** Everything in a text that can be read out of runs of base64 and hex, three deep. */
const unfolded = (text: string, depth = 3): string => {
  if (depth === 0) return ''
  const runs = text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? []
  const read = runs.flatMap((run) => [
    ...[0, 1, 2, 3].flatMap((skip) => {
      const bytes = Buffer.from(run.slice(skip), 'base64')
      return [bytes.toString(), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')]
    }),
    ...(/^(?:[\da-f]{2})+$/i.test(run) ? [Buffer.from(run, 'hex').toString()] : []),
  ])
  const inner = read.filter((each) => !/[\p{Cc}\ufffd]/u.test(each.slice(0, 12))).join('\n')
  return `${inner}\n${unfolded(inner, depth - 1)}`
}

const dense = (text: string): string => text.replace(/[\s│]/g, '')

/** The secrets that can still be read: as they are or encoded in any one way, whatever was put between their signs. */
const readable = (output: string, all: readonly Planting[]): readonly string[] => {
  const haystack = dense(`${output}\n${unfolded(output)}`)
  return all.flatMap(({ secret, ...how }) =>
    Object.entries(ENCODERS).flatMap(([name, encode]) => {
      const form = dense(encode(secret))
      // What stands beside a secret has a part in the digits at either end of its base64.
      return haystack.includes(form.slice(4, -4))
        ? [`${name} of what stood as ${how.encoder}, ${how.outer}`]
        : []
    }),
  )
}

describe('five hundred secrets planted in documents and logs', () => {
  it('are all gone, in whatever encoding and wrapping they stood, and the structure is still there', () => {
    fc.assert(
      fc.property(fc.array(planting, { minLength: 500, maxLength: 500 }), (all) => {
        const sealer = sealerOf(all.map(({ secret }) => secret))
        const [document, log] = [documentOf(all), logOf(all)]
        const json = JSON.stringify(sealer.document(document, 'report.json'))
        const text = sealer.text(log, 'gateway.log')
        expect(readable(json, all)).toEqual([])
        expect(readable(text, all)).toEqual([])
        const files = [json, text].map((each, index) => ({ name: `${index}`, bytes: Buffer.from(each) }))
        expect(
          findSurvivors(
            files,
            all.map(({ secret }) => ({ text: secret })),
          ),
        ).toEqual([])
        expect(JSON.stringify(sealer.removals())).not.toContain('sk-ant-')
      }),
      { numRuns: 1 },
    )
  }, 240_000)

  it('could all be read before, and are found by the last look', () => {
    fc.assert(
      fc.property(planting, (one) => {
        const text = `a ${written(one)} b`
        const found = findSurvivors([{ name: 'a', bytes: Buffer.from(text) }], [{ text: one.secret }])
        expect(found.length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  }, 60_000)
})
