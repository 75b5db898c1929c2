import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  grantedPaths,
  isInside,
  isLoopback,
  isWithin,
  mayReach,
  mayRun,
} from '../../../src/engine/sandbox/grants.js'

const HOME = '/home/op'

/** What is granted, what is asked for, and whether it may be. */
const PATHS: readonly (readonly [string, string, boolean])[] = [
  ['~/.mine', '/home/op/.mine', true],
  ['~/.mine', '/home/op/.mine/file', false],
  ['~/.mine/**', '/home/op/.mine', true],
  ['~/.mine/**', '/home/op/.mine/deep/file', true],
  ['~/.mine/**', '/home/op/.mine-too', false],
  ['~/.mine/**', '/home/op/.min', false],
  ['~/.mine/**', '/home/op', false],
  ['~', '/home/op', true],
  ['~', '/home/op/file', false],
  ['/etc/app.json', '/etc/app.json', true],
  ['/etc/app.json', '/etc/app.json5', false],
  ['/etc/../etc/app', '/etc/app', true],
]

describe('a granted path', () => {
  it.each(PATHS)('%s and the path %s: %s', (read, path, may) => {
    expect(isWithin(path, grantedPaths({ read: [read] }, HOME))).toBe(may)
  })

  it('lets nothing be read that does not begin with it', () => {
    const part = fc.stringMatching(/^[a-z.]{1,4}$/)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), fc.array(part), (granted, asked) => {
        const folder = `/${granted.filter((each) => !/^\.+$/.test(each)).join('/')}x`
        const path = `/${asked.filter((each) => !/^\.+$/.test(each)).join('/')}`
        const may = isWithin(path, grantedPaths({ read: [`${folder}/**`] }, HOME))
        expect(may).toBe(path === folder || path.startsWith(`${folder}/`))
      }),
    )
  })

  it('is inside no folder but those above it', () => {
    expect(isInside('/a/b', '/a')).toBe(true)
    expect(isInside('/a', '/a')).toBe(false)
    expect(isInside('/a/..b', '/a')).toBe(true)
    expect(isInside('/b', '/a')).toBe(false)
  })
})

/** A granted host, a request's address, and whether it may be sent. */
const HOSTS: readonly (readonly [string, string, boolean])[] = [
  ['api.example.com', 'https://api.example.com/x', true],
  ['api.example.com', 'http://api.example.com:8080/', true],
  ['API.example.com', 'https://api.EXAMPLE.com/', true],
  ['api.example.com:443', 'https://api.example.com/', true],
  ['api.example.com:443', 'https://api.example.com:8443/', false],
  ['api.example.com:80', 'http://api.example.com/', true],
  ['example.com', 'https://api.example.com/', false],
  ['api.example.com', 'https://api.example.com.evil.test/', false],
  ['api.example.com', 'https://evil.test/?api.example.com', false],
  ['api.example.com', 'https://api.example.com@evil.test/', false],
  ['api.example.com', 'no address', false],
]

describe('a granted host', () => {
  it.each(HOSTS)('%s and the address %s: %s', (host, url, may) => {
    expect(mayReach({ reach: [host] }, url)).toBe(may)
  })

  it.each([
    ['http://127.0.0.1:1/', true],
    ['http://localhost/', true],
    ['http://[::1]/', true],
    ['http://127.0.0.1.evil.test/', false],
    ['http://localhost.evil.test/', false],
    ['http://10.0.0.1/', false],
  ])('is this machine for %s: %s', (url, is) => {
    expect(isLoopback(url)).toBe(is)
  })
})

it('a program is run by the very words it was granted by', () => {
  const granted = { run: ['my-tool', '/opt/other'] }
  expect(
    ['my-tool', '/opt/other', '/usr/bin/my-tool', 'other', './my-tool', ''].map((name) =>
      mayRun(granted, name),
    ),
  ).toEqual([true, true, false, false, false, false])
})
