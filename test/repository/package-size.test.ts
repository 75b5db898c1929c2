import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { npm } from '../../scripts/run.mjs'
import { textOf } from './files.js'

const PACKED = 2_000_000

/** What is published, and the most bytes that each of it may have: together they are what is installed. */
const PUBLISHED = {
  'dist/cli/': 3_300_000,
  'dist/public/': 1_450_000,
  'dist/sandbox/': 50_000,
  'dist/viewer/': 60_000,
  'dist/THIRD-PARTY-NOTICES.txt': 300_000,
  'bin/': 10_000,
  'docs/': 500_000,
  'schemas/': 400_000,
  'templates/': 50_000,
  'CHANGELOG.md': 100_000,
  LICENSE: 5000,
  'README.md': 50_000,
  'oclif.manifest.json': 200_000,
  'package.json': 10_000,
}

interface PackedFile {
  readonly path: string
  readonly size: number
}

const isIn =
  (place: string) =>
  ({ path }: PackedFile): boolean =>
    place.endsWith('/') ? path.startsWith(place) : path === place

const bytesOf = (files: readonly PackedFile[]): number => files.reduce((sum, { size }) => sum + size, 0)

const largest = (files: readonly PackedFile[]): string =>
  files
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 10)
    .map(({ path, size }) => `${String(size).padStart(9)}  ${path}`)
    .join('\n')

const folder = mkdtempSync(join(tmpdir(), 'package-size-'))
let files: readonly PackedFile[] = []
let packed = 0

beforeAll(() => {
  // It is built already, and is not to be built again.
  const words = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]
  const [told]: [{ filename: string; files: PackedFile[] }] = JSON.parse(npm('npm pack', words))
  files = told.files
  packed = statSync(join(folder, told.filename)).size
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the published package', () => {
  it(`is at most ${PACKED} bytes to fetch`, () => {
    expect(packed, `the largest of ${files.length} files:\n${largest(files)}`).toBeLessThanOrEqual(PACKED)
  })

  it.each(Object.entries(PUBLISHED))('holds %s, of at most %i bytes', (place, most) => {
    const there = files.filter(isIn(place))
    expect(bytesOf(there), `nothing is packed of ${place}`).toBeGreaterThan(0)
    expect(bytesOf(there), `the largest of ${place}:\n${largest(there)}`).toBeLessThanOrEqual(most)
  })

  it('holds nothing else', () => {
    const others = files.filter((file) => !Object.keys(PUBLISHED).some((place) => isIn(place)(file)))
    expect(others.map(({ path }) => path)).toEqual([])
  })

  it('is made of no library that nobody has thought about', () => {
    const notices = textOf('dist/THIRD-PARTY-NOTICES.txt')
    const bundled = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S*, /gm)].map(([, name = '']) => name)
    expect(bundled).toContain('@oclif/core')
    const [described = ''] = textOf('docs/dependencies.md').split(/^## For development$/m)
    expect([...new Set(bundled)].filter((name) => !described.includes(`\`${name}\``))).toEqual([])
  })
})
