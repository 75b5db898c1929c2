import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadManifest, readManifest } from '../../../src/app/plugins/manifest.js'
import { isPrintable } from '../../../src/app/plugins/printable-text.js'

const place = {
  env: {},
  home: '/home/ada',
  cwd: '/srv',
  platform: 'linux',
  records: '/home/ada/.clawdbot/doctor',
} as const

const block = { apiVersion: '^1', entry: './index.js' }
const read = (json: unknown): ReadManifest => readManifest(JSON.stringify(json), place)
const withBlock = (changes: object): ReadManifest =>
  read({ name: 'my-plugin', version: '1.2.3', 'clawdbot-doctor': { ...block, ...changes } })
const reasonOf = (found: ReadManifest): string | null => (found.state === 'ok' ? null : found.reason)

describe('the package.json of a plugin', () => {
  it('is read with what it asks for, unknown keys and all', () => {
    const capabilities = {
      read: ['~/.my/**', '~/.my/**'],
      reach: ['api.example.com:8443'],
      env: [],
      write: ['/'],
    }
    const found = withBlock({ checks: ['my/disk'], examples: './examples.js', capabilities, later: true })
    expect(found).toEqual({
      state: 'ok',
      manifest: {
        name: 'my-plugin',
        version: '1.2.3',
        entry: './index.js',
        checks: ['my/disk'],
        declared: { read: ['~/.my/**'], reach: ['api.example.com:8443'] },
        examples: './examples.js',
      },
    })
  })

  it.each(['^1', '1', '1.x', '>=1', '1.0.0', '^0 || ^1'])('may ask for version %s', (apiVersion) => {
    expect(withBlock({ apiVersion })).toMatchObject({ state: 'ok' })
  })

  it.each<[string, object, RegExp]>([
    ['a number for a version', { apiVersion: 1 }, /^apiVersion in .* must be a range/],
    ['another version', { apiVersion: '^2' }, /contract version \^2; this is version 1/],
    ['no range', { apiVersion: 'one' }, /^apiVersion .* must be a range/],
    ['no entry', { entry: undefined }, /^entry in .* must be a path inside/],
    ['an entry above', { entry: '../index.js' }, /^entry .* inside/],
    ['an entry above by detours', { entry: './a/../../index.js' }, /^entry .* inside/],
    ['an absolute entry', { entry: '/index.js' }, /^entry .* inside/],
    ['a Windows entry', { entry: 'C:\\index.js' }, /^entry .* inside/],
    ['examples above', { examples: '../examples.js' }, /^examples .* inside/],
    ['checks that are no list', { checks: 'my/disk' }, /^checks .* list of ids/],
    ['a check without a domain', { checks: ['disk'] }, /^checks\[0\] .* <domain>\/<name>/],
    ['a check twice', { checks: ['my/disk', 'my/disk'] }, /names the check my\/disk twice/],
    ['too many checks', { checks: Array.from({ length: 501 }, (_, at) => `my/c${at}`) }, /at most 500/],
    ['capabilities that are a list', { capabilities: ['read'] }, /^capabilities .* must be an object/],
    ['a kind that is no list', { capabilities: { run: 'df' } }, /^capabilities\.run .* list of texts/],
  ])('is refused for %s', (_, changes, reason) => {
    expect(reasonOf(withBlock(changes))).toMatch(reason)
  })

  it.each<[string, string, RegExp | null]>([
    ['read', '/var/log/**', null],
    ['read', '~/x', null],
    ['read', '/**', null],
    ['read', 'x', /absolute/],
    ['read', './x', /absolute/],
    ['read', '~ada/x', /absolute/],
    ['read', '', /absolute/],
    ['read', '/a/../b', /without "\.\."/],
    ['read', '~/..', /without "\.\."/],
    ['read', '/a/*/b', /only at its end/],
    ['read', '//server/share', /on this machine/],
    ['read', '/home/ada/.clawdbot/doctor', /own records/],
    ['read', '~/.clawdbot/doctor/key', /own records/],
    ['read', '~/.clawdbot/./doctor//**', /own records/],
    ['read', '/a\u001b[2K', /absolute/],
    ['read', '/a\u202eb', /absolute/],
    ['read', `/${'a'.repeat(300)}`, /absolute/],
    ['run', 'my-tool', null],
    ['run', '/usr/bin/df', null],
    ['run', './df', /name of a program/],
    ['run', '../df', /without "\.\."/],
    ['run', '-rf', /name of a program/],
    ['run', 'df; rm', /name of a program/],
    ['run', '~/bin/df', /name of a program/],
    ['reach', 'localhost', null],
    ['reach', '[::1]:8080', null],
    ['reach', 'https://api.example.com', /without a scheme/],
    ['reach', '*.example.com', /one host/],
    ['reach', 'api.example.com/path', /a host such as/],
    ['reach', 'user@example.com', /a host such as/],
    ['reach', 'example.com:0', /port from 1/],
    ['reach', 'example.com:65536', /port from 1/],
    ['env', 'MY_VAR', null],
    ['env', 'MY VAR', /environment variable/],
    ['env', 'A=B', /environment variable/],
    ['facts', 'clawdbot/stores', null],
    ['facts', 'clawdbot', /id of a fact/],
  ])('%s %j', (kind, value, reason) => {
    const found = reasonOf(withBlock({ capabilities: { [kind]: [value] } }))
    if (reason === null) expect(found).toBeNull()
    else expect(found).toMatch(reason)
  })

  it.each<[unknown, RegExp]>([
    [null, /must be an object/],
    [[], /must be an object/],
    [{ version: '1.0.0', 'clawdbot-doctor': block }, /^name in its package\.json/],
    [{ name: '../x', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: '.bin', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: 'consents.json', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: 'consents.json.lock', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: 'clawdbot-doctor', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: 'A', version: '1.0.0', 'clawdbot-doctor': block }, /^name in/],
    [{ name: 'a', version: '1', 'clawdbot-doctor': block }, /^version in/],
    [{ name: 'a', version: '1.0.0' }, /no "clawdbot-doctor" block/],
    [{ name: 'a', version: '1.0.0', 'clawdbot-doctor': true }, /must be an object/],
  ])('%j is refused', (json, reason) => {
    expect(reasonOf(read(json))).toMatch(reason)
  })

  it.each(['', '{', 'null garbage'])('%j is not JSON', (text) => {
    expect(readManifest(text, place)).toMatchObject({ reason: 'its package.json is not JSON' })
  })

  it('is refused where it is larger than anybody writes one', () => {
    const text = JSON.stringify({ name: 'a', version: '1.0.0', x: 'x'.repeat(1024 * 1024) })
    expect(readManifest(text, place)).toMatchObject({ reason: 'its package.json is larger than 1 MiB' })
  })

  it('never throws, whatever it holds, and tells one printable line', () => {
    const anything = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom('apiVersion', 'entry', 'checks', 'capabilities', '__proto__', 'read', 'run'),
          tie('value'),
        ),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      anything.map((value) => JSON.stringify(value) ?? ''),
      anything.map((value) => JSON.stringify({ name: 'a', version: '1.0.0', 'clawdbot-doctor': value })),
      fc
        .record({
          read: fc.array(fc.string({ unit: 'binary' })),
          run: fc.array(fc.string({ unit: 'binary' })),
        })
        .map((capabilities) =>
          JSON.stringify({ name: 'a', version: '1.0.0', 'clawdbot-doctor': { ...block, capabilities } }),
        ),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const found = readManifest(text, place)
        if (found.state === 'wrong') {
          expect(found.reason).not.toBe('')
          expect(isPrintable(found.reason)).toBe(true)
        } else
          for (const value of Object.values(found.manifest.declared).flat()) {
            expect(isPrintable(value)).toBe(true)
            expect(value.split('/')).not.toContain('..')
          }
      }),
    )
  })
})
