import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome, runCli } from './cli.js'
import { consentsIn, INSTALLED, makePackage } from './plugin-packages.js'
import { openTerminal } from './terminal-session.js'

const capabilities = { run: ['df'], env: ['MY_VAR'] }
const INSTALL = ['plugins', 'install', './p']

const answered = async (args: readonly string[], home: string, seen: string, keys: string) => {
  const session = openTerminal(args, { home })
  await session.see(seen)
  session.type(keys)
  const { code } = await session.ended
  return { code, shown: session.shown() }
}

describe.skipIf(process.platform === 'win32')('a plugin that is asked about', () => {
  it.each<[string, string, object]>([
    ['yes', 'y\r', capabilities],
    ['without', 'without\r', {}],
  ])('is installed by %s with just what that grants', async (_, keys, granted) => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities })
    const { code, shown } = await answered(INSTALL, home, '[y/w/N]', keys)
    expect(code, shown).toBe(0)
    expect(shown).toContain('run df, which can then do all that you can')
    expect(consentsIn(home).a.granted).toEqual(granted)
  })

  it.each([
    ['no', 'n\r'],
    ['Enter', '\r'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('is not installed by %s, and nothing is left of it', async (_, keys) => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities })
    const { code, shown } = await answered(INSTALL, home, '[y/w/N]', keys)
    expect(code, shown).toBe(3)
    expect(existsSync(join(home, INSTALLED))).toBe(false)
  })

  it('is asked about again after a wrong key', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities })
    const session = openTerminal(INSTALL, { home })
    await session.see('[y/w/N]')
    session.type('x\r')
    await session.see('Type y, w, n, then Enter.')
    session.type('n\r')
    expect(await session.ended).toMatchObject({ code: 3 })
  })

  it('that asks for nothing is a matter of yes or no', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a' })
    const { code, shown } = await answered(INSTALL, home, '[y/N]', 'yes\r')
    expect(code, shown).toBe(0)
    expect(shown).toContain('It asks for no rights.')
  })

  it('anew keeps the rights it has, where only those are wanted', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities: { env: ['MY_VAR'] } })
    await runCli([...INSTALL, '--yes'], { home })
    makePackage(home, 'p', { name: 'a', version: '2.0.0', capabilities })
    const { code, shown } = await answered(['plugins', 'update'], home, '[y/k/N]', 'k\r')
    expect(code, shown).toBe(0)
    expect(shown).toContain('new: run df')
    expect(consentsIn(home).a).toMatchObject({ version: '2.0.0', granted: { env: ['MY_VAR'] } })
  })

  it('anew stays as it is by no', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a' })
    await runCli([...INSTALL, '--yes'], { home })
    makePackage(home, 'p', { name: 'a', version: '2.0.0' })
    const { code, shown } = await answered(['plugins', 'update'], home, '[y/N]', 'n\r')
    expect(code, shown).toBe(3)
    expect(shown).toContain('a 1.0.0 was kept as it is.')
    expect(consentsIn(home).a.version).toBe('1.0.0')
  })

  it('with --plain is asked about line by line, with no control character', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', capabilities })
    const { code, shown } = await answered([...INSTALL, '--plain'], home, '[y/w/N]', 'x\rw\r')
    expect(code, shown).toBe(0)
    expect(shown).toContain('Type y, w, n, then Enter.')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to find them.
    expect(shown.replaceAll('\r\n', '\n')).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/)
    expect(consentsIn(home).a.granted).toEqual({})
  })

  it('is shown, and listed, in a terminal of 40 columns', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: '@my-company/disk-plugin', capabilities, checks: ['my-company/disk'] })
    await runCli([...INSTALL, '--yes'], { home })
    for (const args of [
      ['plugins', 'list'],
      ['checks', 'list'],
    ]) {
      const session = openTerminal(args, { home, columns: 40, env: { NO_COLOR: '1' } })
      expect(await session.ended).toMatchObject({ code: 0 })
      // What cannot be broken, and commands to copy, may be longer.
      const long = session
        .shown()
        .split(/\r?\n/)
        .filter((line) => line.length > 40 && / \S+ \S+ /.test(line))
      expect(long.filter((line) => !line.includes('`'))).toEqual([])
    }
  })
})
