import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packArchive } from '../../../src/archive/index.js'
import { renderPage } from '../../../src/report/page/render-page.js'
import { diffReports } from '../../../src/report/sealed/diff.js'
import { readReportFile } from '../../../src/report/viewer/compare/read-file.js'
import { Refused } from '../../../src/report/viewer/compare/refused.js'
import { sealedReportOf } from '../../../src/report/viewer/compare/sealed-report.js'
import { fileInTar, gunzip } from '../../../src/report/viewer/compare/unpack.js'
import { sealedExample } from '../../support/sealed-example.js'

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const blobOf = (part: Uint8Array | string): Blob => new Blob([part])

const example = sealedExample()
const archive = await packArchive(
  [
    { name: 'included/a.log', bytes: new Uint8Array(1000) },
    { name: 'report.html', bytes: bytesOf('<p>') },
    { name: 'report.json', bytes: bytesOf(example) },
  ],
  { mtimeMs: 0 },
)
const asJson = JSON.parse(JSON.stringify(example))

describe('what is dropped on a page', () => {
  it.each([
    ['an archive', blobOf(archive)],
    ['its report.json', blobOf(bytesOf(example))],
    ['a page', blobOf(renderPage(example, { script: '', style: '' }))],
  ])('is taken where it is %s', async (_, file) => {
    expect(await readReportFile(file)).toEqual(asJson)
  })

  it.each([
    ['nothing', '', 'not JSON'],
    ['another page', '<!doctype html><p>hello', 'not that of a support report'],
    ['other JSON', '{"a":1}', 'no support report'],
    ['a list', '[]', 'no support report'],
    ['a later version', JSON.stringify({ ...example, sealedVersion: 2 }), 'a later version'],
    ['a part of one', JSON.stringify({ ...example, report: {} }), 'parts of it are missing'],
    ['something encrypted', 'age-encryption.org/v1\n-> X25519', 'encrypted'],
  ])('is refused where it is %s', async (_, text, why) => {
    await expect(readReportFile(blobOf(text))).rejects.toThrow(why)
  })

  it('is refused where it is no text, no archive, cut short, or unpacks to more than any report', async () => {
    await expect(readReportFile(blobOf(new Uint8Array([0xff, 0xfe, 0])))).rejects.toThrow('not text')
    await expect(readReportFile(blobOf(gzipSync('x'.repeat(600))))).rejects.toThrow('no archive')
    await expect(readReportFile(blobOf(archive.subarray(0, archive.length - 20)))).rejects.toThrow(Refused)
    const bomb = blobOf(gzipSync(new Uint8Array(1_000_000)))
    await expect(gunzip(bomb, 999_999)).rejects.toThrow('more than any report')
    expect((await gunzip(bomb, 1_000_000)).length).toBe(1_000_000)
  })

  it('is taken or refused, whichever byte of its archive is another', async () => {
    const tar = await gunzip(blobOf(archive), 10_000_000)
    fc.assert(
      fc.property(fc.nat(3 * 512 + 1500), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(tar)
        changed[at] = byte
        try {
          fileInTar(changed, 'report.json')
        } catch (error) {
          expect(error).toBeInstanceOf(Refused)
        }
      }),
    )
  })

  it('takes no file of an archive for a link or a device', async () => {
    const tar = await gunzip(blobOf(archive), 10_000_000)
    tar[156] = '2'.charCodeAt(0)
    tar[153] = (tar[153] ?? 0) + 2
    expect(() => fileInTar(tar, 'report.json')).toThrow(Refused)
  })
})

describe('a report of somebody else', () => {
  const parts: fc.Arbitrary<unknown> = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant([{}]),
    fc.constant([null]),
  )

  it('is compared, or refused, whatever its parts are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(asJson)), parts, (key, part) => {
        try {
          diffReports(example, sealedReportOf({ ...asJson, [key]: part }))
        } catch (error) {
          expect(error).toBeInstanceOf(Refused)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
