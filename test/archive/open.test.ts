import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gzip } from '../../src/archive/gzip.js'
import { ARCHIVE_LIMITS } from '../../src/archive/index.js'
import { writeHeader } from '../../src/archive/tar-header.js'
import { isAtHand } from '../setup/at-hand.js'
import { makeFolder } from '../setup/temp-folder.js'
import { archiveOf, edited, FILES, file, listed, packed, plainMember, refusalOf } from './archives.js'

const header = (name = 'a', size = 0): Buffer => writeHeader({ name, size, mtime: 0 })

const ofType = (type: string, target = ''): Promise<Buffer> =>
  archiveOf(
    edited(header(), (block) => {
      block.write(type, 156)
      block.write(target, 157)
    }),
  )

const manifestOf = (manifest: unknown): Promise<Buffer> =>
  packed([
    ...FILES,
    file('manifest.json', typeof manifest === 'string' ? manifest : JSON.stringify(manifest)),
  ])

const entriesOf = (
  change: (files: ReturnType<typeof listed>) => ReturnType<typeof listed>,
): Promise<Buffer> => packed(change(listed()))

const repeatedDigest = { name: 'report.json', bytes: 19, sha256: '0'.repeat(64) }

/** What each is, how it is made, and why it is refused. */
const HOSTILE: readonly [what: string, make: () => Promise<Uint8Array>, reason: string][] = [
  ['nothing', async () => Buffer.alloc(0), 'it is not a gzip file'],
  ['a zip file', async () => Buffer.from('PK\x03\x04'.padEnd(64)), 'it is not a gzip file'],
  ['a file cut short in its head', async () => (await packed()).subarray(0, 12), 'it is cut short'],
  ['a file cut short', async () => (await packed()).subarray(0, -20), 'it is cut short'],
  [
    'what follows after it',
    async () => Buffer.concat([await packed(), Buffer.from('x')]),
    'something follows',
  ],
  ['two files in one', async () => Buffer.concat([await packed(), await packed()]), 'something follows'],
  [
    'what is hidden before its checksum',
    async () => {
      const whole = await packed()
      return Buffer.concat([whole.subarray(0, -8), Buffer.from('hidden'), whole.subarray(-8)])
    },
    'something follows after its end',
  ],
  [
    'a gzip header with a name',
    async () => Buffer.from([...gzipHeaderWithName(), ...(await packed()).subarray(10)]),
    'its gzip header',
  ],
  ['a wrong checksum', async () => withByte(await packed(), -8, 1), 'its checksum is wrong'],
  ['a wrong length', async () => withByte(await packed(), -1, 1), 'its checksum is wrong'],
  ['compression of compression', async () => gzip(gzipSync('x')), 'it is compressed more than once'],
  ['a header with a wrong checksum', () => archiveOf(withByte(header(), 0, 1)), 'the checksum of a header'],
  ['no end', async () => gzip(plainMember('a')), 'it is cut short'],
  ['half an end', async () => gzip(Buffer.concat([plainMember('a'), Buffer.alloc(512)])), 'it is cut short'],
  [
    'more after the end',
    () => archiveOf(plainMember('a'), Buffer.alloc(1024), plainMember('b')),
    'something follows',
  ],
  ['a file longer than the archive', () => archiveOf(header('a', 5000)), 'it is cut short'],
  ['what is hidden in padding', () => archiveOf(withByte(plainMember('a'), -1, 1)), 'something is hidden'],
  ['files out of order', () => archiveOf(plainMember('b'), plainMember('a')), 'its files are not in order'],
  ['one file twice', () => archiveOf(plainMember('a'), plainMember('a')), 'it holds two files of one name'],
  [
    'names that differ in case',
    () => archiveOf(plainMember('A.log'), plainMember('a.LOG')),
    'it holds two files of one name',
  ],
  [
    'a file that is a folder too',
    () => archiveOf(plainMember('a'), plainMember('a/b')),
    'it holds a file and a folder',
  ],
  ['a hard link', () => ofType('1', '/etc/passwd'), 'it holds a link'],
  ['a symbolic link', () => ofType('2', '../../etc'), 'it holds a link'],
  ['a character device', () => ofType('3'), 'it holds a device'],
  ['a block device', () => ofType('4'), 'it holds a device'],
  ['a folder', () => ofType('5'), 'it holds a folder of its own'],
  ['a pipe', () => ofType('6'), 'it holds a named pipe'],
  ['a contiguous file', () => ofType('7'), 'it holds a file of a special kind'],
  ['pax headers', () => ofType('x'), 'it holds pax headers'],
  ['pax headers for all', () => ofType('g'), 'it holds pax headers'],
  ['a GNU long name', () => ofType('L'), 'it holds a GNU long name'],
  ['a GNU long link', () => ofType('K'), 'it holds a GNU long name'],
  ['a sparse file', () => ofType('S'), 'it holds a sparse file'],
  ['a part of many volumes', () => ofType('M'), 'it holds a part of a file'],
  ['a file in the form of old', () => ofType('\0'), 'it holds something of an unknown kind'],
  [
    'a size in base 256',
    () => archiveOf(edited(header(), (block) => block.writeUInt8(0x80, 124))),
    'a header in it has a number',
  ],
  [
    'a negative size',
    () => archiveOf(edited(header(), (block) => block.write('-0000000001', 124))),
    'a header in it has a number',
  ],
  [
    'an owner',
    () => archiveOf(edited(header(), (block) => block.write('root', 265))),
    'a header in it holds more',
  ],
  [
    'a mode that sets the user',
    () => archiveOf(edited(header(), (block) => block.write('0004755', 100))),
    'a header in it holds more',
  ],
  [
    'a name hidden after a name',
    () => archiveOf(edited(header(), (block) => block.write('b', 2))),
    'a header in it holds more',
  ],
  [
    'a name that is not UTF-8',
    () => archiveOf(edited(header(), (block) => block.writeUInt8(0xff, 0))),
    'a header in it holds more',
  ],
  [
    'a first part of a name',
    () => archiveOf(edited(header(), (block) => block.write('../..', 345))),
    'a header in it holds more',
  ],
  ['a path that leads out', () => archiveOf(plainMember('../x')), 'a file in it leads out of its folder'],
  [
    'one that does so midway',
    () => archiveOf(plainMember('a/../../x')),
    'a file in it leads out of its folder',
  ],
  ['an absolute path', () => archiveOf(plainMember('/etc/x')), 'a file in it has an absolute path'],
  ['one of Windows', () => archiveOf(plainMember('C:x')), 'a file in it has an absolute path'],
  ['a backslash', () => archiveOf(plainMember('..\\x')), 'a file in it has a backslash'],
  ['no name', () => archiveOf(plainMember('')), 'a file in it has no name'],
  ['no manifest', () => packed(FILES), 'it has no manifest.json'],
  ['a manifest that is no JSON', () => manifestOf('{'), 'manifest.json is not JSON'],
  [
    'a manifest that is no UTF-8',
    () => packed([...FILES, file('manifest.json', Buffer.from([0x22, 0xff, 0x22]))]),
    'manifest.json is not UTF-8',
  ],
  ['a manifest that is too deep', () => manifestOf('['.repeat(50_000)), 'manifest.json is nested deeper'],
  [
    'a manifest without files',
    () => manifestOf({ manifestVersion: 1 }),
    'its manifest.json does not list its files',
  ],
  [
    'a file that is listed twice',
    () => manifestOf({ files: [repeatedDigest, repeatedDigest] }),
    'its manifest.json lists a file twice',
  ],
  [
    'a file that is not listed',
    () => entriesOf((all) => [...all, file('evil.sh', 'x')]),
    'it holds a file that',
  ],
  ['a file that is missing', () => entriesOf(([, ...rest]) => rest), 'it lacks a file that'],
  [
    'a manifest that lists itself',
    () =>
      manifestOf({
        files: [
          ...FILES.map(({ name }) => ({ ...repeatedDigest, name })),
          { ...repeatedDigest, name: 'manifest.json' },
        ],
      }),
    'a file in it is not the one',
  ],
  [
    'a file that was changed',
    () => entriesOf(([first, ...rest]) => [file(first?.name ?? '', '{"sealedVersion":2}'), ...rest]),
    'a file in it is not the one',
  ],
]

const withByte = (bytes: Buffer, at: number, by: number): Buffer => {
  const changed = Buffer.from(bytes)
  const index = at < 0 ? changed.length + at : at
  changed.writeUInt8(((changed[index] ?? 0) + by) % 256, index)
  return changed
}

const gzipHeaderWithName = (): Uint8Array => Uint8Array.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255, 0x61, 0])

describe('opening an archive of somebody else', () => {
  it('takes what was packed here', async () => expect(await refusalOf(await packed())).toBeNull())

  it.each(HOSTILE)('refuses %s', async (_, make, reason) => {
    expect(await refusalOf(await make())).toMatch(new RegExp(`^${reason}`))
  })

  it.each([
    ['larger than it may be', { packed: 100 }, 'it is larger than any report'],
    ['of more bytes than it may be', { unpacked: 4096 }, 'it unpacks to more than a report can'],
    ['better compressed than it can be', { modest: 1024, ratio: 2 }, 'it unpacks to more than a report can'],
    ['of more files than it may hold', { entries: 4 }, 'it holds more files than a report can'],
    ['with a file that is too large', { entry: 100 }, 'a file in it is larger than any of a report'],
  ])('refuses one %s', async (_, limit, reason) => {
    expect(await refusalOf(await packed(), { ...ARCHIVE_LIMITS, ...limit })).toBe(reason)
  })

  it('refuses a bomb before it has gone off', async () => {
    const zeros = gzipSync(Buffer.alloc(200 * 1024 * 1024)).subarray(10)
    const bomb = Buffer.concat([(await packed()).subarray(0, 10), zeros])
    const before = process.memoryUsage().arrayBuffers
    expect(await refusalOf(bomb)).toBe('it unpacks to more than a report can')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
  })

  it.runIf(isAtHand(process.platform !== 'win32', 'tar', 'a report that was packed again is refused'))(
    'refuses what another program packed',
    async () => {
      const folder = await makeFolder()
      for (const { name, bytes } of listed([file('a', 'x')])) writeFileSync(join(folder, name), bytes)
      const again = execFileSync('tar', ['--format=ustar', '-cf', '-', 'a', 'manifest.json'], { cwd: folder })
      expect(await refusalOf(await gzip(again))).toMatch(/^a header in it holds more/)
    },
  )
})
