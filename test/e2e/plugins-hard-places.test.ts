import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { findPlugins } from '../../src/app/plugins/find-plugins.js'
import { reservedBy } from '../../src/app/plugins/reserved.js'
import { createMachine } from '../../src/ports/machine.js'
import { listing, makeHome, runCli } from './cli.js'
import { killWhileWriting, letLocksGoStale } from './kill-while-writing.js'
import { consentsIn, INSTALLED, makePackage } from './plugin-packages.js'
import { giveTo, isRoot, NOBODY } from './said.js'

const capabilities = { env: ['MY_VAR'] }
const bundled = reservedBy(bundledPlugins)

const foundIn = (home: string) => {
  const { probes } = createMachine({ home, cwd: home, env: { HOME: home } })
  return findPlugins(probes, { paths: [], bundled, disabled: [] })
}

describe('a plugin whose update is killed', { timeout: 120_000 }, () => {
  it('is the old one or the new one, whole and with its rights', async () => {
    const home = makeHome()
    const version = (minor: number): string => `1.${minor}.0`
    const write = (minor: number): string =>
      makePackage(home, 'p', {
        name: 'a',
        version: version(minor),
        capabilities,
        files: { 'v.txt': version(minor) },
      })
    write(0)
    await runCli(['plugins', 'install', './p', '--yes'], { home })
    write(1)
    const { ms } = await killWhileWriting(['plugins', 'update', '--yes'], home, Number.POSITIVE_INFINITY)
    const ends: string[] = []
    for (const [index, part] of [0.3, 0.5, 0.7, 0.8, 0.9, 0.95].entries()) {
      const before = consentsIn(home).a.version
      write(index + 2)
      await killWhileWriting(['plugins', 'update', '--yes'], home, ms * part)
      letLocksGoStale(home)
      const { plugins, rejected } = await foundIn(home)
      expect(rejected).toEqual([])
      expect(plugins).toMatchObject([{ id: 'a', granted: capabilities }])
      expect([before, version(index + 2)]).toContain(plugins[0]?.version)
      ends.push(plugins[0]?.version === before ? 'old' : 'new')
    }
    expect(ends).toContain('old')
    write(99)
    expect(await runCli(['plugins', 'update', '--yes'], { home })).toMatchObject({ code: 0 })
  })
})

describe('two runs that install at once', () => {
  it('both have their plugin in the end', async () => {
    const home = makeHome()
    const names = ['a', 'b', 'c']
    for (const name of names) makePackage(home, name, { name })
    const results = await Promise.all(
      names.map((name) => runCli(['plugins', 'install', `./${name}`, '--yes'], { home })),
    )
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0])
    expect((await foundIn(home)).plugins.map(({ id }) => id)).toEqual(names)
  })
})

describe.runIf(isRoot)('a user without rights to a place', () => {
  const asNobody = (args: readonly string[], home: string) => runCli(args, { home, unprivileged: true })

  it('installs nothing into a state folder that may not be written, and is told so', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a' })
    giveTo(home, NOBODY)
    mkdirSync(join(home, '.clawdbot'))
    const before = listing(join(home, '.clawdbot'))
    const result = await asNobody(['plugins', 'install', './p', '--yes'], home)
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining('permission denied') })
    expect(listing(join(home, '.clawdbot'))).toEqual(before)
  })

  it("takes in no one-off of another user's, and goes by no consents of theirs", async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities })
    giveTo(home, NOBODY)
    await asNobody(['plugins', 'install', './p', '--yes'], home)
    const plugins = join(home, '.clawdbot/doctor/plugins')
    mkdirSync(plugins)
    for (const name of ['mine.mjs', 'theirs.mjs']) writeFileSync(join(plugins, name), '')
    giveTo(plugins, NOBODY)
    giveTo(join(plugins, 'theirs.mjs'), 12345)
    giveTo(join(home, INSTALLED, 'consents.json'), 12345)
    chmodSync(join(home, INSTALLED, 'consents.json'), 0o644)
    const result = await asNobody(['plugins', 'list', '--json'], home)
    const listed = JSON.parse(result.stdout).plugins.filter(
      ({ origin }: { origin: string }) => origin !== 'bundled',
    )
    expect(result.code).toBe(1)
    expect(listed).toMatchObject([
      { id: 'consents.json', state: 'rejected', reason: expect.stringContaining('another user') },
      { id: 'a', state: 'on', trust: 'none', granted: {} },
      { id: 'mine.mjs', state: 'on' },
      { id: 'theirs.mjs', state: 'rejected', reason: 'it belongs to another user' },
    ])
  })
})
