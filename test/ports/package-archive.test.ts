import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Header } from 'tar'
import { describe, expect, it } from 'vitest'
import { readPackageArchive } from '../../src/ports/package-archive.js'

type Entry = readonly [path: string, text: string, rest?: Partial<ConstructorParameters<typeof Header>[0]>]

const tarOf = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([
    ...entries.map(([path, text, rest]) => {
      const block = Buffer.alloc(512)
      const body = Buffer.from(text)
      const fields = { path, size: body.length, mode: 0o644, type: 'File', mtime: new Date(0) } as const
      new Header({ ...fields, ...(rest as object) }).encode(block)
      return Buffer.concat([block, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
    }),
    Buffer.alloc(1024),
  ])

const archive = (...entries: readonly Entry[]): Buffer => gzipSync(tarOf(entries))
const MANIFEST: Entry = ['package/package.json', '{"name":"a"}']

describe('the archive of a package', () => {
  it('gives its package.json, how many files it holds and how large they are', async () => {
    const bytes = archive(['package/', '', { type: 'Directory' }], MANIFEST, [
      'package/lib/index.js',
      'x'.repeat(1000),
    ])
    expect(await readPackageArchive(bytes)).toEqual({
      state: 'ok',
      archive: { manifest: '{"name":"a"}', files: ['package.json', 'lib/index.js'], size: 1012 },
    })
  })

  it('may have a first folder of any name, as npm unpacks it', async () => {
    const bytes = archive(['my-repo-1.0/package.json', '{}'], ['my-repo-1.0/x/package.json', 'other'])
    expect(await readPackageArchive(bytes)).toMatchObject({ archive: { manifest: '{}' } })
  })

  const link = { linkpath: '/etc/passwd' }
  it.each<[string, readonly Entry[], RegExp]>([
    ['a path above it', [MANIFEST, ['package/../../.bashrc', 'x']], /lead out/],
    ['an absolute path', [MANIFEST, ['/etc/cron.d/x', 'x']], /lead out/],
    ['a Windows path', [MANIFEST, ['package/C:\\x', 'x']], /lead out/],
    ['a control character', [MANIFEST, ['package/a\u001bb', 'x']], /lead out/],
    ['a dot as a folder', [MANIFEST, ['package/./package.json', 'x']], /lead out/],
    ['a symbolic link', [MANIFEST, ['package/x', '', { type: 'SymbolicLink', ...link }]], /other than files/],
    ['a hard link', [MANIFEST, ['package/x', '', { type: 'Link', ...link }]], /other than files/],
    ['a device', [MANIFEST, ['package/x', '', { type: 'CharacterDevice' }]], /other than files/],
    ['a pipe', [MANIFEST, ['package/x', '', { type: 'FIFO' }]], /other than files/],
    ['two folders', [MANIFEST, ['other/index.js', 'x']], /not all in one folder/],
    ['two of its package.json', [MANIFEST, MANIFEST], /two files of one name/],
    ['two that differ by case', [MANIFEST, ['package/PACKAGE.json', '{}']], /two files of one name/],
    ['a file in place of its folder', [['package.json', '{}']], /two files of one name/],
    ['no package.json', [['package/index.js', 'x']], /no package\.json/],
    ['a huge package.json', [['package/package.json', 'x'.repeat(1024 * 1024 + 1)]], /larger than 1 MiB/],
  ])('is refused for %s', async (_, entries, reason) => {
    const found = await readPackageArchive(archive(...entries))
    expect(found).toMatchObject({ state: 'wrong', reason: expect.stringMatching(reason) })
  })

  it('is refused where it unpacks to more than a plugin can need, before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(129 * 1024 * 1024), { level: 9 })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await readPackageArchive(bomb)).toMatchObject({ reason: expect.stringMatching(/unpacks to more/) })
  })

  it('is refused where it holds too many files', async () => {
    const many = Array.from({ length: 4 }, (_, at): Entry => [`package/${at}`, ''])
    const limits = { unpacked: 1_000_000, entries: 3, manifest: 100 }
    expect(await readPackageArchive(archive(...many), limits)).toMatchObject({
      reason: expect.stringMatching(/more files/),
    })
  })

  it('is refused where it is cut short, or not what it says', async () => {
    const tar = tarOf([MANIFEST, ['package/x', randomBytes(2000).toString('hex')]])
    expect(await readPackageArchive(gzipSync(tar).subarray(0, -20))).toMatchObject({ state: 'wrong' })
    expect(await readPackageArchive(gzipSync(tar.subarray(0, 1600)))).toMatchObject({ state: 'wrong' })
    expect(await readPackageArchive(Buffer.from('PK\u0003\u0004'))).toMatchObject({ state: 'wrong' })
    const badSum = Buffer.from(tar)
    badSum[150] = 0x39
    expect(await readPackageArchive(gzipSync(badSum))).toMatchObject({ state: 'wrong' })
  })

  it('never throws, whatever its bytes are', async () => {
    const whole = tarOf([MANIFEST, ['package/index.js', 'export default 1']])
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(changes, fc.constant(null)),
        fc.uint8Array({ maxLength: 600 }),
        async (some, other) => {
          const bytes = Buffer.from(some === null ? other : whole)
          for (const [at, value] of some ?? []) bytes[at] = value
          expect((await readPackageArchive(gzipSync(bytes))).state).toMatch(/^(ok|wrong)$/)
        },
      ),
    )
  })
})
