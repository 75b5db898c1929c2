import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { decryptBy, encryptTo, isEncrypted } from '../../src/archive/index.js'
import { isAtHand } from '../setup/at-hand.js'
import { makeFolder } from '../setup/temp-folder.js'

const hasAge = spawnSync('age', ['--version']).status === 0
const withAge = it.runIf(
  isAtHand(hasAge, 'age', 'that it decrypts what was encrypted here, and the other way'),
)

const REPORT = Buffer.concat([Buffer.from('a report\n'), randomBytes(200_000)])

/** What it was, where it could be decrypted; else why not. Tens of thousands of bytes are not for a diff. */
const outcome = async (encrypted: Uint8Array, identity: string): Promise<string> => {
  const decrypted = await decryptBy(encrypted, identity)
  if (decrypted.state !== 'ok') return decrypted.state
  return decrypted.bytes.equals(REPORT) ? 'the report' : 'something else'
}

const someone = async () => {
  const identity = await generateX25519Identity()
  return { identity: `# created: today\n${identity}\n`, recipient: await identityToRecipient(identity) }
}

describe('an encrypted report', () => {
  it('is read by each of those it is encrypted to, and by nobody else', async () => {
    const [ada, grace, eve] = [await someone(), await someone(), await someone()]
    const encrypted = await encryptTo(REPORT, [ada.recipient, grace.recipient])
    expect(isEncrypted(encrypted)).toBe(true)
    expect(isEncrypted(REPORT)).toBe(false)
    for (const { identity } of [ada, grace]) expect(await outcome(encrypted, identity)).toBe('the report')
    expect(await outcome(encrypted, eve.identity)).toBe('wrong-key')
    expect(await outcome(encrypted, eve.identity + grace.identity)).toBe('the report')
  })

  it.each([
    ['in its head', 120],
    ['in its data', 2000],
    ['at its end', -1],
  ])('that was changed %s is told as damaged', async (_, at) => {
    const { identity, recipient } = await someone()
    const encrypted = await encryptTo(REPORT, [recipient])
    const index = at < 0 ? encrypted.length + at : at
    encrypted.writeUInt8((encrypted[index] ?? 0) ^ 1, index)
    expect(await outcome(encrypted, identity)).toBe('damaged')
  })

  it('that was cut short is told as damaged', async () => {
    const { identity, recipient } = await someone()
    const encrypted = await encryptTo(REPORT, [recipient])
    for (const length of [40, 200, encrypted.length - 1, encrypted.length - 70_000])
      expect(await outcome(encrypted.subarray(0, length), identity)).toBe('damaged')
  })

  withAge("is decrypted by age, and age's here, as text as well", async () => {
    const folder = await makeFolder()
    const [key, plain, sealed] = ['key', 'plain', 'sealed'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' })
    const recipient = execFileSync('age-keygen', ['-y', key]).toString().trim()
    writeFileSync(sealed, await encryptTo(REPORT, [recipient]))
    execFileSync('age', ['-d', '-i', key, '-o', plain, sealed])
    expect(readFileSync(plain).equals(REPORT)).toBe(true)
    for (const options of [[], ['-a']]) {
      execFileSync('age', [...options, '-r', recipient, '-o', sealed, plain])
      const encrypted = readFileSync(sealed)
      expect(isEncrypted(encrypted)).toBe(true)
      expect(await outcome(encrypted, readFileSync(key, 'utf8'))).toBe('the report')
    }
  })
})

describe('a recipient', () => {
  it.each([
    ['an SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me', 'the recipient is an SSH key'],
    ['a secret key', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`, 'the recipient is a secret key'],
    ['one of a plugin', 'age1yubikey1qqqqqqqqqqqqqqqqqqqqqqqqqq', 'the recipient needs a plugin'],
    ['a wrong word', 'ada@example.org', "the recipient is not one of age's"],
    ['one letter wrong', `age1${'q'.repeat(58)}`, "the recipient is not one of age's"],
  ])('that is %s is refused', async (_, recipient, reason) => {
    const failure = await encryptTo(REPORT, [recipient]).catch((error: Error) => error.message)
    expect(failure).toContain(reason)
    expect(failure).not.toContain(recipient)
  })

  it('is told by its number among several', async () => {
    const { recipient } = await someone()
    await expect(encryptTo(REPORT, [recipient, 'x'])).rejects.toThrow('recipient 2 is not one of')
    await expect(encryptTo(REPORT, [])).rejects.toThrow('no recipient is named')
  })
})

describe('an identity file', () => {
  it.each([
    ['an SSH key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', 'is an SSH key'],
    ['protected', 'age-encryption.org/v1\n-> scrypt x 18\n', 'is protected by a passphrase'],
    ['protected, as text', '-----BEGIN AGE ENCRYPTED FILE-----\n', 'is protected by a passphrase'],
    ['of a plugin', 'AGE-PLUGIN-YUBIKEY-1QQQQ\n', 'needs a plugin'],
    ['empty', '# nothing\n\n', 'holds no key'],
    ['something else', 'hello\n', 'holds no key'],
    ['mistyped', `AGE-SECRET-KEY-1${'Q'.repeat(58)}\n`, 'holds a key with a letter wrong'],
  ])('that is %s is refused', async (_, text, reason) => {
    const encrypted = await encryptTo(REPORT, [(await someone()).recipient])
    await expect(decryptBy(encrypted, text)).rejects.toThrow(`the identity file ${reason}`)
  })
})
