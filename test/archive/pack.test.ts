import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openArchive, packArchive } from '../../src/archive/index.js'
import { readPackageArchive } from '../../src/ports/package-archive.js'
import { isAtHand } from '../setup/at-hand.js'
import { makeFolder } from '../setup/temp-folder.js'
import { FILES, file, listed, MTIME_MS, packed } from './archives.js'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('a packed archive', () => {
  it('has bytes that were written down once, and are the same on every Node and machine', async () => {
    expect(sha256(await packed())).toBe('f82aefb437d27894138134c4e0abd44d37c14c219bbd47dca58b79a64fd0074d')
  })

  it('has the same bytes in whatever order its files come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...listed()], { minLength: 5 }), async (entries) => {
        expect(await packed(entries)).toEqual(await packed())
      }),
      { numRuns: 20 },
    )
  })

  it('has other bytes for another content, name or time', async () => {
    const [first = file('', ''), ...rest] = listed()
    const variants = await Promise.all([
      packed(),
      packed([{ ...first, name: 'other.json' }, ...rest]),
      packed([file(first.name, 'other'), ...rest]),
      packArchive(listed(), { mtimeMs: MTIME_MS + 1000 }),
    ])
    expect(new Set(variants.map(sha256)).size).toBe(variants.length)
  })

  it('gives back every file as it was', async () => {
    const anyFile = fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}\.txt$/),
      bytes: fc.uint8Array({ maxLength: 1500 }),
    })
    const files = fc.uniqueArray(anyFile, { selector: ({ name }) => name, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(files, async (some) => {
        const opened = await openArchive(await packed(listed(some)))
        const entries = opened.state === 'ok' ? opened.entries : new Map<string, Uint8Array>()
        expect([...entries.keys()].filter((name) => name !== 'manifest.json')).toEqual(
          some.map(({ name }) => name).sort(),
        )
        for (const { name, bytes } of some)
          expect(Buffer.from(entries.get(name) ?? [0])).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 100 },
    )
  })

  it.runIf(isAtHand(process.platform !== 'win32', 'tar', 'other programs read a report'))(
    'is read by the tar of the system, and by the one of npm',
    async () => {
      const path = join(await makeFolder(), 'report.tar.gz')
      writeFileSync(
        path,
        await packed(listed(FILES.map(({ name, bytes }) => ({ name: `r/${name}`, bytes })))),
      )
      const read = (name: string): Buffer => execFileSync('tar', ['-xzOf', path, name])
      for (const { name, bytes } of FILES) expect(read(`r/${name}`)).toEqual(bytes)
      const package_ = [...FILES, file('package.json', '{}')]
      const archive = await packed(package_.map(({ name, bytes }) => ({ name: `package/${name}`, bytes })))
      expect(await readPackageArchive(archive)).toMatchObject({
        state: 'ok',
        archive: { manifest: '{}', files: package_.map(({ name }) => name).sort() },
      })
    },
  )

  it.each([
    ['a path that leads out', ['../x'], 'a file in it leads out of its folder'],
    ['two names that are one on some disks', ['A.txt', 'a.txt'], 'it holds two files of one name'],
    ['a name that does not fit', ['x'.repeat(101)], 'a file in it has a name of more than 100 bytes'],
  ])('is not made with %s', async (_, names, reason) => {
    await expect(packed(names.map((name) => file(name, 'x')))).rejects.toThrow(reason)
  })

  it('is not made larger than it may be to be read', async () => {
    await expect(packed([file('zeros', Buffer.alloc(17 * 1024 * 1024))])).rejects.toThrow(
      'it unpacks to more than a report can',
    )
  })
})
