import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { listing, makeHome, runCli } from './cli.js'
import { cachedFiles, codeFolder } from './code-cache.js'

const STATUS = ['models', 'status', '--check', '--json']

/** Runs a command with a cache of its own. */
const run = (home: string, args: readonly string[] = STATUS) =>
  runCli(args, { home, env: { XDG_CACHE_HOME: join(home, 'cache') } })

const cacheIn = (home: string): { readonly folder: string; readonly path: string } => {
  const folder = codeFolder(join(home, 'cache'))
  return { folder, path: join(folder, readdirSync(folder)[0] ?? '') }
}

describe('code that was compiled', () => {
  it('is kept where nobody else can read or write it, and used by the next run', async () => {
    const home = makeHome()
    const first = await run(home)
    const { folder, path } = cacheIn(home)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const before = listing(home)
    expect(await run(home)).toEqual(first)
    expect(listing(home)).toEqual(before)
  })

  it('begins where V8 can take it without a copy', async () => {
    const home = makeHome()
    await run(home)
    const bytes = readFileSync(cacheIn(home).path)
    const half = bytes.subarray(0, bytes.length / 2)
    const magic = new Script('0').createCachedData().subarray(0, 4)
    const files = cachedFiles(join(home, 'cache'))
    let at = half.indexOf('\n') + 1
    for (const { bytes: length } of files) {
      at = Math.ceil(at / 8) * 8
      expect(half.subarray(at, at + 4)).toEqual(magic)
      at += length
    }
    expect(Math.ceil(at / 8) * 8).toBe(half.length)
  })

  it.each([['--no-sync'], ['--dry-run']])('is not written by a run with %s', async (flag) => {
    const home = makeHome()
    const before = listing(home)
    await run(home, [...STATUS, flag])
    expect(listing(home)).toEqual(before)
  })

  it('is not written by a run that could not be done', async () => {
    const home = makeHome()
    expect((await run(home, ['doctor', '--nope'])).code).toBe(3)
    expect(cachedFiles(join(home, 'cache'))).toEqual([])
  })

  it.each([
    { what: 'cut off', spoil: (bytes: Buffer) => bytes.subarray(0, bytes.length / 2) },
    { what: 'empty', spoil: () => Buffer.alloc(0) },
    { what: 'another text', spoil: () => Buffer.from('[["main.cjs",4]]\nabcd') },
    {
      what: 'changed in one byte',
      spoil: (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([7])]),
    },
  ])('is made anew where it is $what', async ({ spoil }) => {
    const home = makeHome()
    const first = await run(home)
    const { path } = cacheIn(home)
    const whole = readFileSync(path)
    writeFileSync(path, spoil(whole))
    expect(await run(home)).toEqual(first)
    expect(readFileSync(path).length).toBeGreaterThan(whole.length / 2)
    const before = listing(home)
    expect(await run(home)).toEqual(first)
    expect(listing(home)).toEqual(before)
  })

  it('is left alone, and nothing is read from it, where others may write to its folder', async () => {
    const home = makeHome()
    const first = await run(home)
    const { folder, path } = cacheIn(home)
    writeFileSync(path, 'not of this program')
    chmodSync(folder, 0o777)
    expect(await run(home)).toEqual(first)
    expect(readFileSync(path, 'utf8')).toBe('not of this program')
  })

  it('is done without where its folder cannot be made', async () => {
    const home = makeHome()
    const first = await run(makeHome())
    const folder = codeFolder(join(home, 'cache'))
    mkdirSync(dirname(dirname(folder)))
    writeFileSync(dirname(folder), 'a file')
    expect((await run(home)).code).toBe(first.code)
    expect(readFileSync(dirname(folder), 'utf8')).toBe('a file')
  })

  it('of an older build is removed', async () => {
    const home = makeHome()
    await run(home)
    const { folder, path } = cacheIn(home)
    const old = join(folder, 'models-status.0123456789abcdef-v20.0.0-linux-x64')
    writeFileSync(old, '')
    writeFileSync(path, '')
    await run(home)
    expect(readdirSync(folder)).toEqual([path.slice(folder.length + 1)])
  })
})
