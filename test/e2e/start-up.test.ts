import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, login, makeHome, runCli, STORE, script, token } from './cli.js'
import { cachedFiles } from './code-cache.js'

const bundle = join(import.meta.dirname, '../../dist/cli')

const DOCTOR = ['doctor', '--json']
const STATUS = ['models', 'status', '--check', '--json']
const PLAIN = ['models', 'status', '--check', '--plain']

const homeWithLogin = () =>
  makeHome({
    [CONFIG]: { json: { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } } } },
    [CREDENTIALS]: login(Date.now() + 48 * hour),
  })

/** The same with the login copied: nothing is left to do. */
const homeInStep = () => {
  const expires = Date.now() + 48 * hour
  const copy = { access: token('oat', 'access'), refresh: token('ort', 'refresh'), expires }
  return makeHome({
    [CONFIG]: { json: { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } } } },
    [CREDENTIALS]: login(expires),
    [STORE]: {
      json: {
        version: 1,
        profiles: { 'anthropic:claude-cli': { type: 'oauth', provider: 'anthropic', ...copy } },
      },
    },
  })
}

/** The files of the bundle that a command loads, which are just those that it keeps compiled code of, with its size. */
const compiledFor = async (args: readonly string[]) => {
  const home = makeHome()
  await runCli(args, { home, env: { XDG_CACHE_HOME: join(home, 'cache') } })
  return cachedFiles(join(home, 'cache'))
}

const sumOf = (sizes: readonly { readonly bytes: number }[]): number =>
  sizes.reduce((sum, { bytes }) => sum + bytes, 0)

const nameOf = (file: string): string => file.replace(/-[\w-]{8}\.cjs$|\.cjs$/, '')

/** What such a command opens below its home folder, and which programs it starts. */
const seenOf = async (args: readonly string[], PATH = '/nowhere') => {
  const home = homeWithLogin()
  const seen = join(makeHome(), 'seen.json')
  const watch = join(import.meta.dirname, 'watch-files.cjs')
  const env = { SEEN: seen, NODE_OPTIONS: `--require ${watch}`, PATH }
  await runCli(args, { home, env })
  return JSON.parse(readFileSync(seen, 'utf8')) as Readonly<Record<'opened' | 'started', readonly string[]>>
}

/** Of Node's own modules, those that take 0.5 to 3 ms to load. */
const SLOW = [
  'child_process',
  'crypto',
  'fs/promises',
  'net',
  'perf_hooks',
  'readline',
  'stream',
  'timers/promises',
  'tty',
  'zlib',
]

/** Those that a command loads over a home in which all is well. */
const slowOnesOf = async (args: readonly string[]): Promise<readonly string[]> => {
  const loaded = join(makeHome(), 'loaded.json')
  const preload = join(import.meta.dirname, 'node-modules-loaded.cjs')
  const env = { LOADED: loaded, NODE_OPTIONS: `--require ${preload}`, PATH: '/nowhere' }
  await runCli(args, { home: homeInStep(), env })
  const names = JSON.parse(readFileSync(loaded, 'utf8')) as readonly string[]
  return SLOW.filter((name) => names.includes(name))
}

describe('what a command loads', () => {
  it.each([STATUS, PLAIN, DOCTOR].map((args) => ({ args: [...args, '--no-sync'] })))(
    "for $args is none of Node's slow modules",
    async ({ args }) => {
      expect(await slowOnesOf(args)).toEqual([])
    },
  )

  it.each([
    { args: ['--version'], files: [] },
    { args: STATUS, files: ['main', 'rolldown-runtime'] },
    { args: DOCTOR, files: ['doctor', 'main', 'rolldown-runtime'] },
    { args: ['--help'], files: ['all-commands', 'help', 'main', 'rolldown-runtime', 'seldom'] },
  ])('for $args is no more than these files', async ({ args, files }) => {
    const loaded = await compiledFor(args)
    expect(loaded.map(({ file }) => nameOf(file)).toSorted()).toEqual(files)
  })

  it.each([
    { args: STATUS, most: 330_000 },
    { args: DOCTOR, most: 650_000 },
  ])('for $args is less than $most bytes', async ({ args, most }) => {
    const files = await compiledFor(args)
    const sizes = files.map(({ file }) => ({ file, bytes: statSync(join(bundle, file)).size }))
    expect(sumOf(sizes), JSON.stringify(sizes)).toBeLessThan(most)
  })

  // More than that has been compiled without having been called: build/compile-hints.mjs.
  it.each([
    { args: STATUS, most: 650_000 },
    { args: DOCTOR, most: 1_300_000 },
  ])('for $args is less than $most bytes of compiled code', async ({ args, most }) => {
    const files = await compiledFor(args)
    expect(sumOf(files), JSON.stringify(files)).toBeLessThan(most)
  })
})

it.skipIf(process.platform === 'win32')('a command whose output nobody wants opens no stream for it', () => {
  const loaded = join(makeHome(), 'loaded.json')
  const preload = join(import.meta.dirname, 'node-modules-loaded.cjs')
  const { status } = spawnSync(process.execPath, ['--require', preload, script, ...STATUS, '--no-sync'], {
    env: { HOME: homeInStep(), LOADED: loaded, PATH: '/nowhere' },
    stdio: 'ignore',
  })
  expect(status).toBe(0)
  expect(JSON.parse(readFileSync(loaded, 'utf8'))).not.toContain('stream')
})

describe('what a command does to the machine', () => {
  it.each([{ args: [...STATUS, '--no-sync'] }, { args: [...DOCTOR, '--no-sync'] }])(
    '$args opens no file of the home folder twice',
    async ({ args }) => {
      const { opened } = await seenOf(args)
      expect(opened).toContain('.claude/.credentials.json')
      expect(opened.filter((path, index) => opened.indexOf(path) !== index)).toEqual([])
    },
  )

  it('models status starts no program', async () => {
    expect((await seenOf([...STATUS, '--no-sync'])).started).toEqual([])
  })

  it.runIf(process.platform === 'linux')('doctor starts these programs, each once', async () => {
    const folder = makeHome()
    for (const name of ['crontab', 'systemctl'])
      writeFileSync(join(folder, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const { started } = await seenOf([...DOCTOR, '--no-sync'], folder)
    expect(started.toSorted()).toEqual(['crontab', 'systemctl'])
  })

  it.runIf(process.platform !== 'win32')('doctor starts nothing that is not there', async () => {
    expect((await seenOf([...DOCTOR, '--no-sync'])).started).toEqual([])
  })
})
