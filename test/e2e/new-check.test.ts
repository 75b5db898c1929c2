import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkDoctor, root, runNode } from './author.js'
import { listing, makeHome, runCli } from './cli.js'
import { errorFaults, faultsBy } from './schemas.js'

const PACKAGE = 'clawdbot-doctor-my-company'
const conformanceFaults = faultsBy('conformance.v1.json')

const scaffold = async (...words: readonly string[]) => {
  const home = makeHome()
  const made = await runCli(['checks', 'new', 'my-company/config', ...words], { home })
  expect(made).toMatchObject({ code: 0, stderr: '' })
  return { home, made, folder: join(home, PACKAGE) }
}

const replaceIn = (path: string, from: string, to: string): void => {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

describe('checks new', () => {
  it('makes a package whose tests pass, whose types hold and which conforms, as it is', async () => {
    const { home, made, folder } = await scaffold()
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      expect(path).not.toMatch(/__[A-Z]+__/)
    expect(made.stdout).toContain(`cd ${PACKAGE}\n  npm install\n  npm test\n`)
    linkDoctor(folder)
    expect(runNode(folder, '--test').said).toMatch(/pass 9\n.*fail 0\n/)
    expect(
      runNode(folder, join(root, 'node_modules/typescript/bin/tsc'), '-p', 'jsconfig.json', '--noEmit'),
    ).toEqual({
      code: 0,
      said: '',
    })
    const verified = await runCli(['checks', 'verify', '.'], { home, cwd: folder })
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    expect(verified.stdout).toMatch(/✔ clawdbot-doctor-my-company 0\.1\.0 holds to every rule, in 3 examples/)
  })

  it('makes a check whose tests and rules fail once it is broken', async () => {
    const { home, folder } = await scaffold()
    linkDoctor(folder)
    replaceIn(join(folder, 'src/checks/config.js'), '(file.mode & OTHERS) === 0', 'true')
    expect(runNode(folder, '--test').code).toBe(1)
    const { code, stdout } = await runCli(['checks', 'verify', folder, '--json'], { home })
    expect(code).toBe(1)
    const document = JSON.parse(stdout)
    expect(conformanceFaults(document)).toEqual([])
    const failed = document.rows.filter(({ ok }: { ok: boolean }) => !ok)
    expect(failed.map(({ rule }: { rule: string }) => rule)).toEqual(['example', 'messages', 'fix-mends'])
    const text = await runCli(['checks', 'verify', folder], { home })
    expect(text.stdout).toMatch(/✖ messages .* \(0 of 1\)\n {4}my-company\/config: no example reaches open\n/)
    expect(text.stdout).toMatch(/does not hold to 3 of them, of \d+ \(clawdbot-doctor /)
  })

  it('adds checks to the package, which go on passing together', async () => {
    const { home, folder } = await scaffold()
    linkDoctor(folder)
    for (const id of ['my-company/cache', 'my-company/data-base'])
      expect(await runCli(['checks', 'new', id, '--plugin', PACKAGE], { home })).toMatchObject({
        code: 0,
        stderr: '',
      })
    expect(runNode(folder, '--test').said).toMatch(/pass 27\n.*fail 0\n/)
    const { code, stdout } = await runCli(['checks', 'verify', folder, '--json'], { home })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      conforms: true,
      examples: 9,
      plugin: { checks: ['my-company/config', 'my-company/cache', 'my-company/data-base'] },
    })
  })

  it('lists as JSON what it has made, and takes another name and folder', async () => {
    const home = makeHome()
    const words = ['checks', 'new', 'acme/keys', '--name', '@acme/doctor-checks', '--dir', 'a/b', '--json']
    const { code, stdout } = await runCli(words, { home })
    expect(code).toBe(0)
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ check: 'acme/keys', folder: join(home, 'a/b'), changed: [] })
    expect(document.files.map((path: string) => `/a/b/${path}`).sort()).toEqual(
      Object.keys(listing(home))
        .filter((path) => listing(home)[path]?.startsWith('file'))
        .sort(),
    )
    const manifest = JSON.parse(readFileSync(join(home, 'a/b/package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: '@acme/doctor-checks',
      'clawdbot-doctor': { checks: ['acme/keys'] },
    })
  })

  it.each([
    ['an id that is none', ['config'], 'BAD_CHECK_ID'],
    ['an id with capitals', ['My/config'], 'BAD_CHECK_ID'],
    ['an id that leads elsewhere', ['../../config'], 'BAD_CHECK_ID'],
    ['a domain of this program', ['auth/mine'], 'TAKEN_DOMAIN'],
    ['a name that npm does not take', ['a/b', '--name', 'A b'], 'BAD_PACKAGE_NAME'],
    ['a package that is not there', ['a/b', '--plugin', 'none'], 'NO_PLUGIN'],
  ])('refuses %s, and writes nothing', async (_, words, code) => {
    const home = makeHome()
    const { code: exit, stdout } = await runCli(['checks', 'new', ...words, '--json'], { home })
    const document = JSON.parse(stdout)
    expect(errorFaults(document)).toEqual([])
    expect([exit, document.error.code]).toEqual([3, code])
    expect(Object.keys(listing(home))).toEqual([''])
  })

  it('overwrites nothing: not a file in the way, nor a check that is there, nor an index of another form', async () => {
    const { home, folder } = await scaffold()
    const add = ['--plugin', folder]
    const refusal = async (...words: readonly string[]) => {
      const before = listing(home)
      const { code, stdout } = await runCli(['checks', 'new', ...words, '--json'], { home })
      expect(code).toBe(3)
      expect(listing(home)).toEqual(before)
      return JSON.parse(stdout).error.code
    }
    expect(await refusal('my-company/config')).toBe('FILE_EXISTS')
    expect(await refusal('my-company/config', ...add)).toBe('CHECK_EXISTS')
    writeFileSync(join(folder, 'test/cache.test.js'), 'mine')
    expect(await refusal('my-company/cache', ...add)).toBe('FILE_EXISTS')
    replaceIn(join(folder, 'src/index.js'), 'checks: [', 'checks: all([')
    expect(await refusal('my-company/other', ...add)).toBe('CANNOT_REGISTER')
  })
})

describe('checks verify', () => {
  it.each([
    ['no package', {}, 'NO_PLUGIN'],
    ['a package that is no plugin', { 'package.json': '{"name": "x"}' }, 'BAD_MANIFEST'],
    ['a package.json that is none', { 'package.json': '{' }, 'BAD_MANIFEST'],
    [
      'an entry that is not there',
      {
        'package.json':
          '{"name": "x", "version": "1.0.0", "clawdbot-doctor": {"apiVersion": "^1", "entry": "./none.js"}}',
      },
      'BAD_MANIFEST',
    ],
  ])('refuses a folder with %s', async (_, files, code) => {
    const home = makeHome(files)
    const { code: exit, stdout } = await runCli(['checks', 'verify', home, '--json'], { home })
    expect([exit, JSON.parse(stdout).error.code]).toEqual([3, code])
  })
})
