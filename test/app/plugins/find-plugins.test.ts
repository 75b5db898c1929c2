import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../../plugins/index.js'
import { findPlugins } from '../../../src/app/plugins/find-plugins.js'
import { rootOf } from '../../../src/app/plugins/places.js'
import { reservedBy } from '../../../src/app/plugins/reserved.js'
import { DOCTOR, makePlace, type Place, packageJson } from './places.js'

const bundled = reservedBy(bundledPlugins)
const CONSENTS = `${DOCTOR}/installed/consents.json`
const INTEGRITY = `sha512-${'A'.repeat(86)}==`

const find = ({ probes }: Place, paths: readonly string[] = [], disabled: readonly string[] = []) =>
  findPlugins(probes, { paths, bundled, disabled })

const consent = (rest: object = {}) => ({
  version: '1.0.0',
  integrity: INTEGRITY,
  origin: 'installed',
  source: 'x',
  granted: {},
  agreedAt: '2026-01-02T03:04:05.678Z',
  ...rest,
})

/** Puts a plugin where an install would. */
const installed = (place: Place, name: string, json: object = packageJson(name)): string => {
  const root = rootOf(place.probes, name, INTEGRITY)
  const folder = join(root, 'node_modules', name).slice(place.home.length + 1)
  place.put(join(folder, 'package.json'), json)
  place.put(join(folder, 'index.js'), 'throw new Error("nothing may run this")')
  return root
}

const agree = (place: Place, plugins: object, mode = 0o600) =>
  place.put(CONSENTS, { version: 1, plugins }, mode)

const reasons = async (found: ReturnType<typeof find>) =>
  (await found).rejected.map(({ id, reason }) => `${id}: ${reason}`)

describe('finding plugins', () => {
  it('costs two looks at the disk where there are none', async () => {
    const { probes } = await makePlace()
    const asked: string[] = []
    const fs = new Proxy(probes.fs, {
      get: (target, call, all) => {
        asked.push(String(call))
        return Reflect.get(target, call, all)
      },
    })
    const found = await findPlugins({ ...probes, fs }, { paths: [], bundled, disabled: [] })
    expect(found).toEqual({ plugins: [], rejected: [] })
    expect(asked).toEqual(['stat', 'stat'])
  })

  it('gives an installed plugin what it asks for and was agreed to, and its npm root to read', async () => {
    const place = await makePlace()
    const block = { capabilities: { run: ['df'], env: ['A'] }, checks: ['my/a'] }
    const root = installed(place, '@my/plugin', packageJson('@my/plugin', { block }))
    agree(place, { '@my/plugin': consent({ granted: { env: ['A', 'B'], reach: ['example.com'] } }) })
    expect(await find(place)).toEqual({
      plugins: [
        {
          id: '@my/plugin',
          version: '1.0.0',
          origin: 'installed',
          folder: root,
          entry: join(root, 'node_modules/@my/plugin/index.js'),
          checks: ['my/a'],
          declared: { run: ['df'], env: ['A'] },
          granted: { env: ['A'] },
        },
      ],
      rejected: [],
    })
    expect(await find(place, [], ['@my/plugin'])).toEqual({ plugins: [], rejected: [] })
  })

  it('rejects one that is not what was agreed to, and says how to agree', async () => {
    const place = await makePlace()
    installed(place, 'newer', packageJson('newer', { version: '2.0.0' }))
    installed(place, 'renamed', packageJson('other'))
    agree(place, { newer: consent(), renamed: consent(), gone: consent() })
    expect(await reasons(find(place))).toEqual([
      'gone: its folder is gone: run `clawdbot-doctor plugins update gone`',
      'newer: changed since you agreed to 1.0.0: run `clawdbot-doctor plugins update newer`',
      'renamed: it calls itself other now',
    ])
  })

  it.each<[string, string, number, string]>([
    ['cannot be parsed', '{', 0o600, 'it holds no consents'],
    ['is of a later version', '{"version":2,"plugins":{}}', 0o600, 'it holds no consents'],
    ['others may write', '{"version":1,"plugins":{}}', 0o622, 'others may write it'],
  ])('gives no rights by a record of consents that %s', async (_, text, mode, reason) => {
    const place = await makePlace()
    installed(place, 'a', packageJson('a', { block: { capabilities: { run: ['df'] } } }))
    place.put(CONSENTS, text, mode)
    const { plugins, rejected } = await find(place)
    expect(plugins).toMatchObject([{ id: 'a', granted: {} }])
    expect(rejected).toMatchObject([{ id: 'consents.json', reason: expect.stringContaining(reason) }])
  })

  it('leaves out what was begun and never agreed to', async () => {
    const place = await makePlace()
    installed(place, 'half')
    agree(place, {})
    expect(await find(place)).toEqual({ plugins: [], rejected: [] })
  })

  it('takes a linked folder as it lies, for the version that was agreed to', async () => {
    const place = await makePlace()
    const folder = join(place.home, 'work')
    place.put('work/package.json', packageJson('work', { block: { capabilities: { env: ['A'] } } }))
    place.put('work/index.js', '')
    agree(place, { work: consent({ origin: 'linked', integrity: null, folder, granted: { env: ['A'] } }) })
    expect(await find(place)).toMatchObject({
      plugins: [{ origin: 'linked', folder, granted: { env: ['A'] } }],
    })
    place.put('work/package.json', packageJson('work', { version: '1.0.1' }))
    expect(await reasons(find(place))).toEqual([
      `work: changed since you agreed to 1.0.0: run \`clawdbot-doctor plugins link ${folder}\``,
    ])
  })

  it('takes single files without rights, by their names, and nothing else of their folder', async () => {
    const place = await makePlace()
    const path = place.put(`${DOCTOR}/plugins/disk.mjs`, '')
    place.put(`${DOCTOR}/plugins/notes.txt`, '')
    place.put(`${DOCTOR}/plugins/.hidden.mjs`, '')
    const none = { checks: null, declared: {}, granted: {}, version: null }
    expect(await find(place)).toEqual({
      plugins: [{ id: 'disk.mjs', origin: 'one-off', folder: path, entry: path, ...none }],
      rejected: [],
    })
  })

  it.each<[string, (path: string) => void, string]>([
    ['is writable by the group', (path) => chmodSync(path, 0o664), 'others may write it'],
    ['is writable by all', (path) => chmodSync(path, 0o602), 'others may write it'],
    [
      'lies in a folder that others may write',
      (path) => chmodSync(join(path, '..'), 0o777),
      'its folder is not only yours: others may write it',
    ],
  ])('rejects a single file that %s', async (_, loosen, reason) => {
    const place = await makePlace()
    loosen(place.put(`${DOCTOR}/plugins/disk.mjs`, ''))
    expect(await reasons(find(place))).toEqual([`disk.mjs: ${reason}`])
  })

  it('rejects a single file that is a link into a folder others may write', async () => {
    const place = await makePlace()
    const shared = place.put('shared/disk.mjs', '')
    chmodSync(join(place.home, 'shared'), 0o777)
    place.put(`${DOCTOR}/plugins/own.mjs`, '')
    symlinkSync(shared, join(place.home, DOCTOR, 'plugins/disk.mjs'))
    const found = find(place)
    expect((await found).plugins.map(({ id }) => id)).toEqual(['own.mjs'])
    expect(await reasons(found)).toEqual(['disk.mjs: its folder is not only yours: others may write it'])
  })

  it('takes what --plugin names, a folder or a file, and gives it no right that it asks for', async () => {
    const place = await makePlace()
    const folder = join(place.home, 'mine')
    place.put('mine/package.json', packageJson('mine', { block: { capabilities: { run: ['df'] } } }))
    place.put('mine/index.js', '')
    const file = place.put('one.mjs', '')
    expect((await find(place, ['mine', '~/one.mjs', 'mine'])).plugins).toMatchObject([
      { id: 'mine', origin: 'path', folder, declared: { run: ['df'] }, granted: {} },
      { id: 'one.mjs', origin: 'path', folder: file, entry: file },
    ])
  })

  it('refuses a path of --plugin that is not there', async () => {
    const place = await makePlace()
    await expect(find(place, ['nowhere'])).rejects.toMatchObject({ code: 'NO_PLUGIN', exitCode: 3 })
  })

  it.each<[string, (place: Place) => void, string]>([
    ['no package.json', () => undefined, 'p: it has no package.json'],
    [
      'no entry',
      (place) => place.put('p/package.json', packageJson('p')),
      'p: its entry ./index.js is not there',
    ],
    [
      'an entry that is a folder',
      (place) => {
        place.put('p/package.json', packageJson('p', { block: { entry: './lib' } }))
        place.put('p/lib/index.js', '')
      },
      'p: its entry ./lib is not a file',
    ],
    [
      'an entry that is a link out of it',
      (place) => {
        place.put('p/package.json', packageJson('p'))
        symlinkSync(place.put('elsewhere.js', ''), join(place.home, 'p/index.js'))
      },
      'p: its entry ./index.js is outside its folder',
    ],
    [
      'bytes for a package.json',
      (place) => {
        writeFileSync(place.put('p/package.json', ''), Buffer.from([0xff, 0xfe, 0x00]))
      },
      'p: its package.json is not text',
    ],
  ])('rejects a package with %s, and goes on', async (_, make, reason) => {
    const place = await makePlace()
    place.put('p/README.md', '')
    make(place)
    const fine = place.put('fine.mjs', '')
    const { plugins } = await find(place, ['p', fine])
    expect(plugins.map(({ id }) => id)).toEqual(['fine.mjs'])
    expect(await reasons(find(place, ['p', fine]))).toEqual([reason])
  })

  it.each<[string, object, string]>([
    ['a check of another one', { checks: ['my/b', 'my/a'] }, 'first has a check my/a already'],
    [
      "a check in the doctor's own domain",
      { checks: ['auth/mine'] },
      "its check auth/mine is in a domain of clawdbot-doctor's own: auth",
    ],
  ])('rejects one that names %s', async (_, block, reason) => {
    const place = await makePlace()
    place.put('first/package.json', packageJson('first', { block: { checks: ['my/a'] } }))
    place.put('first/index.js', '')
    place.put('second/package.json', packageJson('second', { block }))
    place.put('second/index.js', '')
    const { plugins } = await find(place, ['first', 'second'])
    expect(plugins.map(({ id }) => id)).toEqual(['first'])
    expect(await reasons(find(place, ['first', 'second']))).toEqual([`second: ${reason}`])
  })

  it('rejects one that calls itself as a bundled one does, and prefers what was named for this run', async () => {
    const place = await makePlace()
    installed(place, 'twice')
    agree(place, { twice: consent() })
    for (const name of ['twice', 'host']) {
      place.put(`${name}/package.json`, packageJson(name))
      place.put(`${name}/index.js`, '')
    }
    const found = find(place, ['twice', 'host'])
    expect((await found).plugins).toMatchObject([{ id: 'twice', origin: 'path' }])
    expect(await reasons(found)).toEqual(['host: a plugin with the id host is there already'])
  })
})
