import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { files, pathOf, sources, textOf } from './files.js'

const LONGEST = 300
const MEDIAN = 60

const lines = (file: string) => textOf(file).trimEnd().split('\n').length

describe('the source files', () => {
  const lengths = sources
    .filter((file) => /^(src|checks|plugins)\//.test(file))
    .map((file) => ({ file, length: lines(file) }))

  it(`have at most ${LONGEST} lines`, () => {
    expect(lengths.filter(({ length }) => length > LONGEST)).toEqual([])
  })

  it(`have a median of at most ${MEDIAN} lines`, () => {
    const sorted = lengths.map(({ length }) => length).sort((a, b) => a - b)
    expect(sorted.length).toBeGreaterThan(0)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN)
  })
})

describe('the repository', () => {
  const holding = (pattern: RegExp, among = files) => among.filter((file) => pattern.test(textOf(file)))

  it('names no package registry', () => {
    // Put together here, so that this file holds none of them.
    const hosts = [
      'registry.npmjs',
      'registry.yarnpkg',
      'npm.pkg.github',
      'npm.jsr',
      'deb.debian',
      'archive.ubuntu',
    ]
    expect(holding(new RegExp(hosts.map((host) => `${host.replaceAll('.', '\\.')}\\.`).join('|')))).toEqual(
      [],
    )
  })

  it('names no folder of the machine it was written on', () => {
    expect(holding(/(^|[^\w.~-])\/work\/\w/m)).toEqual([])
  })

  it('has a lock file that says nothing about where a package came from', () => {
    const { packages } = JSON.parse(textOf('package-lock.json'))
    const locked = Object.entries<{ resolved?: string; link?: true }>(packages)
    // A package of this repository is where it is.
    const said = locked.filter(([, { resolved, link }]) => resolved !== undefined && link === undefined)
    expect(said.map(([path]) => path)).toEqual([])
    const links = locked.flatMap(([, { resolved, link }]) => (link ? [resolved] : []))
    expect(links).toEqual(JSON.parse(textOf('package.json')).workspaces)
  })

  it('has a lock file that can be installed from on every platform', () => {
    const packages: Record<string, { optionalDependencies?: Record<string, string> }> = JSON.parse(
      textOf('package-lock.json'),
    ).packages
    const isLocked = (from: string, name: string) =>
      `${from}/node_modules/${name}` in packages || `node_modules/${name}` in packages
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(from, name)),
    )
    expect(missing, 'npm ci refuses a lock file that lacks these').toEqual([])
  })

  it('asks for nothing to be installed beside it', () => {
    const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(textOf('package.json'))
    expect({ dependencies, peerDependencies, optionalDependencies }).toEqual({})
  })

  it('has a line about every library that it is made of, and otherwise about tools for development alone', () => {
    const { devDependencies, oclif } = JSON.parse(textOf('package.json'))
    const [libraries = '', tools = ''] = textOf('docs/dependencies.md').split(/^## For development$/m)
    const described = (text: string) =>
      [...text.matchAll(/^- `([^`]+)`: .+ Considered instead: ./gm)].map((row) => row[1])
    const imported = sources
      .flatMap((file) => [...textOf(file).matchAll(/(?:from |import\()'((?:@[^/']+\/)?[^./'][^/']*)/g)])
      .flatMap(([, name = '']) => (name in devDependencies ? [name] : []))
    expect(described(libraries)).toEqual([...new Set([...imported, ...oclif.plugins])].sort())
    expect(described(tools).filter((name) => name === undefined || !(name in devDependencies))).toEqual([])
  })

  it('has a page for every check and a check for every page', () => {
    const named = (folder: RegExp, end: string) =>
      files
        .filter((file) => folder.test(file) && file.endsWith(end))
        .map((file) => file.replace(folder, '').slice(0, -end.length))
    const pages = named(/^docs\/checks\/(?=[^/]+\/[^/]+$)/, '.md')
    expect(named(/^checks\//, '.ts').length).toBeGreaterThan(0)
    expect(pages.sort()).toEqual(named(/^checks\//, '.ts').sort())
  })

  it('has no test that is left out, or that leaves out the others', () => {
    const tests = files.filter((file) => file.startsWith('test/') && file.endsWith('.ts'))
    expect(
      holding(/\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fails)\b|\b[xf](it|describe)\(/, tests),
    ).toEqual([])
  })

  it('starts its command with Node, from a file that can be executed', () => {
    const { bin } = JSON.parse(textOf('package.json'))
    expect(Object.keys(bin)).toEqual(['clawdbot-doctor'])
    expect(textOf(bin['clawdbot-doctor']).split('\n')[0]).toBe('#!/usr/bin/env node')
    const executable = process.platform === 'win32' ? 0 : 0o111
    expect(statSync(pathOf(bin['clawdbot-doctor'])).mode & executable).toBe(executable)
  })
})
