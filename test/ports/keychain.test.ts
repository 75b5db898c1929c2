import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createExec } from '../../src/ports/exec.js'
import { createKeychain, type KeychainHost } from '../../src/ports/keychain.js'
import { makeFolder } from '../setup/temp-folder.js'

/** A Keychain whose `security` is this shell script; it leaves a line for every call in the file `calls`. */
const keychainOf = async (script: string, changes: Partial<KeychainHost> = {}) => {
  const folder = await makeFolder()
  const calls = join(folder, 'calls')
  await writeFile(calls, '')
  const text = `#!/bin/sh\nprintf '%s|' "$@" >>"${calls}"; echo >>"${calls}"\n${script}\n`
  await writeFile(join(folder, 'security'), text, { mode: 0o755 })
  const exec = createExec({ env: { PATH: `${folder}:${process.env.PATH}` }, cwd: folder })
  const keychain = createKeychain({
    platform: 'darwin',
    exec,
    allowed: undefined,
    terminal: true,
    ...changes,
  })
  return { keychain, calls: () => readFile(calls, 'utf8') }
}

const credential = JSON.stringify({ claudeAiOauth: { note: 'ä\n' } })
const hex = Buffer.from(credential).toString('hex')

describe.runIf(process.platform !== 'win32')('reading the Keychain', () => {
  it('asks for the password of one service and account', async () => {
    const { keychain, calls } = await keychainOf('echo text')
    expect(await keychain.read('Some Service', "o'neil")).toEqual({ state: 'found', text: 'text' })
    expect(await calls()).toBe("find-generic-password|-s|Some Service|-a|o'neil|-w|\n")
  })

  it.each([
    ['text as it is, but the final line break', `printf ' a\\n\\n'`, ' a\n'],
    ['an empty password', 'echo', ''],
    ['JSON that it gives in hex', `echo ${hex}`, credential],
    ['JSON in upper-case hex', `echo ${hex.toUpperCase()}`, credential],
    ['a password of hex digits', 'echo 3132cafe', '3132cafe'],
    ['a password of digits that spell a JSON number in hex', 'echo 3132', '3132'],
    ['hex that is not UTF-8', 'echo 7bff7d', '7bff7d'],
  ])('gives %s', async (_, script, text) => {
    const { keychain } = await keychainOf(script)
    expect(await keychain.read('s', 'a')).toEqual({ state: 'found', text })
  })

  it.each([
    ['absent', 'echo made-up; exit 44', { state: 'absent' }],
    ['locked', 'exit 36', { state: 'locked' }],
    [
      'locked',
      'echo "security: SecKeychainItem: User interaction is not allowed." >&2; exit 1',
      { state: 'locked' },
    ],
    ['locked', 'echo "error -25308" >&2; exit 1', { state: 'locked' }],
    ['denied', 'exit 51', { state: 'denied' }],
    ['denied', 'exit 128', { state: 'denied' }],
    [
      'failed',
      'echo made-up; echo made-up >&2; exit 9',
      { state: 'failed', reason: 'the program security ended with 9' },
    ],
  ])('tells that it is %s', async (_, script, answer) => {
    const { keychain } = await keychainOf(script)
    expect(await keychain.read('s', 'a')).toEqual(answer)
  })

  it('gives up on a prompt that nobody answers', async () => {
    const { keychain } = await keychainOf('sleep 60', { timeoutMs: 200 })
    expect(await keychain.read('s', 'a')).toEqual({ state: 'timeout' })
  })

  it('fails where there is no such program', async () => {
    const exec = createExec({ env: { PATH: await makeFolder() }, cwd: '/' })
    const keychain = createKeychain({ platform: 'darwin', exec, allowed: true, terminal: false })
    expect(await keychain.read('s', 'a')).toMatchObject({ state: 'failed' })
  })

  it('asks once for each item, also when asked at the same time', async () => {
    const { keychain, calls } = await keychainOf('exit 44')
    await Promise.all([keychain.read('s', 'a'), keychain.read('s', 'a'), keychain.read('s', 'b')])
    await keychain.read('s', 'a')
    expect((await calls()).split('\n').sort()).toEqual([
      '',
      'find-generic-password|-s|s|-a|a|-w|',
      'find-generic-password|-s|s|-a|b|-w|',
    ])
  })

  it.each<[string, Partial<KeychainHost>]>([
    ['not-macos', { platform: 'linux', allowed: true }],
    ['not-macos', { platform: 'win32' }],
    ['not-allowed', { allowed: false }],
    ['no-terminal', { terminal: false }],
  ])('asks nothing and says why: %s', async (reason, changes) => {
    const { keychain, calls } = await keychainOf('echo text', changes)
    expect(await keychain.read('s', 'a')).toEqual({ state: 'not-asked', reason })
    expect(await calls()).toBe('')
  })

  it('asks without a terminal where that was allowed', async () => {
    const { keychain } = await keychainOf('echo text', { terminal: false, allowed: true })
    expect(await keychain.read('s', 'a')).toEqual({ state: 'found', text: 'text' })
  })
})
