import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listing, makeHome, runCli } from './cli.js'
import { consentsIn, INSTALLED, makePackage, pack, rootIn } from './plugin-packages.js'
import { errorFaults, faultsBy } from './schemas.js'

const changeFaults = faultsBy('plugins-change.v1.json')

const NAME = '@my-company/disk-plugin'
const capabilities = { read: ['~/.my-company/**'], run: ['df'], reach: ['api.example.com'] }
const checks = ['my-company/disk']

describe('plugins install', () => {
  it.each(['folder', 'tarball'])(
    'installs a %s with all that is granted, and runs none of its code',
    async (kind) => {
      const home = makeHome()
      const touch = (name: string): string => `node -e "require('fs').writeFileSync('${home}/${name}','')"`
      const canary = `import { writeFileSync } from 'node:fs'\nwriteFileSync('${home}/CANARY-code', '')\nexport default {}\n`
      const scripts = Object.fromEntries(
        ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'postpack', 'preuninstall'].map(
          (name) => [name, touch(`CANARY-${name}`)],
        ),
      )
      const json = { scripts, oclif: { commands: './commands', hooks: { init: './index.js' } } }
      const files = { 'index.js': canary, 'commands/hello.js': canary }
      makePackage(home, 'p', { name: NAME, capabilities, checks, json, files })
      const spec = kind === 'folder' ? './p' : await pack(home, 'p')
      const result = await runCli(['plugins', 'install', spec, '--yes'], { home })
      expect(result).toMatchObject({ code: 0, stdout: `Installed ${NAME} 1.0.0, with 3 rights.\n` })
      for (const words of [
        `${NAME} 1.0.0`,
        'postinstall, prepare: not run',
        'run df',
        'reach api.example.com',
      ])
        expect(result.stderr).toContain(words)
      const root = rootIn(home, NAME)
      const folder = join(root, 'node_modules', NAME)
      expect(readFileSync(join(folder, 'index.js'), 'utf8')).toBe(canary)
      expect(consentsIn(home)[NAME]).toMatchObject({
        version: '1.0.0',
        origin: 'installed',
        granted: capabilities,
      })
      expect(statSync(join(home, INSTALLED, 'consents.json')).mode & 0o777).toBe(0o600)
      expect(statSync(root).mode & 0o777).toBe(0o700)
      for (const command of [['hello'], ['checks', 'list'], ['plugins', 'list'], ['help']])
        await runCli(command, { home })
      await runCli(['plugins', 'uninstall', NAME], { home })
      expect(readdirSync(home).filter((name) => name.startsWith('CANARY'))).toEqual([])
    },
  )

  it('lets what is installed import the contract, from its own folder', async () => {
    const home = makeHome()
    makePackage(home, 'p', {
      name: 'a',
      files: { 'index.js': "export { definePlugin } from 'clawdbot-doctor'" },
    })
    await runCli(['plugins', 'install', './p', '--yes'], { home })
    const entry = join(rootIn(home, 'a'), 'node_modules/a/index.js')
    expect(Object.keys(await import(entry))).toEqual(['definePlugin'])
  })

  it.each<[readonly string[], object, string]>([
    [['--grant', 'none'], {}, 'without rights'],
    [
      ['--grant', 'run:df', '--grant', 'reach:api.example.com'],
      { run: ['df'], reach: ['api.example.com'] },
      'with 2 rights',
    ],
  ])('grants by %j just that', async (flags, granted, words) => {
    const home = makeHome()
    makePackage(home, 'p', { name: NAME, capabilities })
    const result = await runCli(['plugins', 'install', './p', ...flags], { home })
    expect(result).toMatchObject({ code: 0, stdout: `Installed ${NAME} 1.0.0, ${words}.\n` })
    expect(consentsIn(home)[NAME].granted).toEqual(granted)
  })

  it('installs nothing where nobody can be asked, and leaves no trace', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: NAME, capabilities })
    const result = await runCli(['plugins', 'install', './p', '--json'], { home })
    const document = JSON.parse(result.stdout)
    expect(errorFaults(document)).toEqual([])
    expect(document.error).toMatchObject({
      code: 'CONSENT_NEEDED',
      hint: expect.stringContaining('--grant none'),
    })
    expect(result.code).toBe(3)
    expect(existsSync(join(home, '.clawdbot'))).toBe(false)
  })

  it('with --dry-run shows all and touches nothing in the home', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: NAME, capabilities, checks })
    const before = listing(home)
    const result = await runCli(['plugins', 'install', './p', '--dry-run', '--json'], { home })
    const document = JSON.parse(result.stdout)
    expect(changeFaults(document)).toEqual([])
    expect(document.plugins[0]).toMatchObject({ status: 'planned', offer: { id: NAME, was: null, checks } })
    expect(listing(home)).toEqual(before)
  })

  it.each<[string, object, RegExp]>([
    [
      'for another contract',
      { 'clawdbot-doctor': { apiVersion: '^2', entry: './index.js' } },
      /contract version/,
    ],
    ['without a block', { 'clawdbot-doctor': undefined }, /has no "clawdbot-doctor" block/],
    [
      'with a missing entry',
      { 'clawdbot-doctor': { apiVersion: '^1', entry: './dist.js' } },
      /entry \.\/dist\.js is not in it/,
    ],
    [
      "with a check of the doctor's",
      { 'clawdbot-doctor': { apiVersion: '^1', entry: './index.js', checks: ['auth/x'] } },
      /domain/,
    ],
    [
      'that asks for an address in place of a host',
      {
        'clawdbot-doctor': {
          apiVersion: '^1',
          entry: './index.js',
          capabilities: { reach: ['https://x.example'] },
        },
      },
      /without a scheme/,
    ],
  ])('refuses a package %s', async (_, json, reason) => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a', json })
    const result = await runCli(['plugins', 'install', './p', '--yes'], { home })
    expect(result).toMatchObject({ code: 3, stderr: expect.stringMatching(reason) })
    expect(existsSync(join(home, INSTALLED, 'consents.json'))).toBe(false)
  })

  it.each([
    'git+ssh://git@example.com/x.git',
    'user/repo',
    'https://example.com/x.tgz',
    'npm:a@1',
    '-g',
    '../../nowhere',
  ])('refuses %s, which is neither a name, nor a tarball, nor a folder', async (spec) => {
    const home = makeHome()
    const result = await runCli(['plugins', 'install', '--yes', '--', spec], { home })
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining('no name of an npm package') })
  })

  it('shows nothing of a package that a terminal would take for commands', async () => {
    const home = makeHome()
    const json = { author: 'A\u001b[2J\u202eB', repository: { url: 'x\r\ny\u0007' }, license: 'M\u0000IT' }
    makePackage(home, 'p', { name: 'a', json })
    const result = await runCli(['plugins', 'install', './p', '--dry-run'], { home })
    expect(result.code).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to find them.
    expect(result.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('a record of consents that cannot be parsed', () => {
  it('is never written over', async () => {
    const home = makeHome({ [`${INSTALLED}/consents.json`]: '{"version":1,' })
    makePackage(home, 'p', { name: 'a' })
    for (const args of [
      ['install', './p', '--yes'],
      ['link', './p', '--yes'],
      ['uninstall', 'a'],
      ['update'],
    ]) {
      const result = await runCli(['plugins', ...args], { home })
      expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining('it holds no consents') })
    }
    expect(readFileSync(join(home, INSTALLED, 'consents.json'), 'utf8')).toBe('{"version":1,')
    const list = await runCli(['plugins', 'list'], { home })
    expect(list).toMatchObject({ code: 1, stdout: expect.stringContaining('no plugin has a right') })
  })
})
