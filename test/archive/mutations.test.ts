import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gunzip, gzip } from '../../src/archive/gzip.js'
import { ARCHIVE_LIMITS, openArchive } from '../../src/archive/index.js'
import { FILES, packed } from './archives.js'

/** A change somewhere in a file: where, as a share of its length, and what is done there. */
interface Mutation {
  readonly at: number
  readonly cut: number
  readonly insert: Uint8Array
  readonly flip: number
}

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const none = { cut: fc.constant(0), insert: fc.constant(new Uint8Array()), flip: fc.constant(0) }
const cut = fc.integer({ min: 1, max: 600 })
const insert = fc.uint8Array({ minLength: 1, maxLength: 600 })
const flip = fc.integer({ min: 1, max: 255 })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ at, ...none, flip }),
  fc.record({ at, ...none, cut }),
  fc.record({ at, ...none, insert }),
  fc.record({ at, cut, insert, flip }),
)

const mutated = (bytes: Buffer, change: Mutation): Buffer => {
  const start = Math.floor(change.at * bytes.length)
  const rest = Buffer.from(bytes.subarray(start + change.cut))
  if (rest.length > 0) rest.writeUInt8((rest[0] ?? 0) ^ change.flip, 0)
  return Buffer.concat([bytes.subarray(0, start), change.insert, rest])
}

/** Refused, or every file that the manifest lists is what it was. What the manifest says else, only a signature holds. */
const expectNothingElse = async (bytes: Buffer): Promise<void> => {
  const opened = await openArchive(bytes)
  if (opened.state === 'refused') return
  const { 'manifest.json': _, ...found } = Object.fromEntries(opened.entries)
  expect(found).toEqual(Object.fromEntries(FILES.map(({ name, bytes: content }) => [name, content])))
}

describe('an archive that was changed on its way', () => {
  it('is refused, or holds what it held, whatever becomes of its bytes', async () => {
    const archive = await packed()
    await fc.assert(
      fc.asyncProperty(mutation, (change) => expectNothingElse(mutated(archive, change))),
      { numRuns: 1500 },
    )
  })

  it('is refused, or holds what it held, where it was changed before it was compressed', async () => {
    const tar = await gunzip(await packed(), ARCHIVE_LIMITS)
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => expectNothingElse(await gzip(mutated(tar, change)))),
      { numRuns: 1500 },
    )
  })

  it('is refused wherever one byte outside its manifest is another', async () => {
    const tar = await gunzip(await packed(), ARCHIVE_LIMITS)
    const manifest = tar.indexOf('{"manifestVersion"')
    const end = tar.indexOf(0, manifest)
    for (let index = 0; index < tar.length; index += 1) {
      if (index >= manifest && index < end) continue
      const changed = Buffer.from(tar)
      changed.writeUInt8((changed[index] ?? 0) ^ 1, index)
      expect((await openArchive(await gzip(changed))).state, `byte ${index}`).toBe('refused')
    }
  })
})
