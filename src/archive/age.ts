import { expectThat, Refused } from './refused.js'

const BINARY = 'age-encryption.org/v1\n'
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----'

const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 64)).toString('latin1')

/** Whether this is a file that age encrypted, as bytes or as text. */
export const isEncrypted = (bytes: Uint8Array): boolean =>
  startOf(bytes).startsWith(BINARY) || startOf(bytes).startsWith(ARMOUR)

/**
 * Encrypts to everybody named: `age1…` each. Throws {@link Refused} where one is none; the reason quotes no more than
 * its number.
 */
export const encryptTo = async (bytes: Uint8Array, recipients: readonly string[]): Promise<Buffer> => {
  expectThat(recipients.length > 0, 'no recipient is named')
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const [index, recipient] of recipients.entries()) {
    const which = recipients.length === 1 ? 'the recipient' : `recipient ${index + 1}`
    const fault = unfitRecipient(recipient)
    if (fault !== null) throw new Refused(`${which} ${fault}`)
    try {
      encrypter.addRecipient(recipient)
    } catch {
      throw new Refused(`${which} is not one of age's, or has a letter wrong`)
    }
  }
  return Buffer.from(await encrypter.encrypt(bytes))
}

const unfitRecipient = (recipient: string): string | null => {
  if (/^(?:ssh|ecdsa|sk)-/.test(recipient)) return 'is an SSH key, and only those of age work: age1…'
  if (/^age-secret-key-/i.test(recipient))
    return 'is a secret key, which is for nobody but its owner: the one that is meant begins with age1'
  const [plugin] = /^age1(?!pq1|tag1|tagpq1)[a-z0-9-]+1(?=[a-z0-9]+$)/.exec(recipient) ?? []
  return plugin === undefined ? null : 'needs a plugin of age, which is not supported'
}

/** `wrong-key` is the reader's business, `damaged` the file's. `reason` is one phrase. */
export type Decrypted =
  | { readonly state: 'ok'; readonly bytes: Buffer }
  | { readonly state: 'wrong-key' | 'damaged'; readonly reason: string }

/**
 * Decrypts by what an identity file holds, as `age-keygen` writes it. Throws {@link Refused} where that is none that
 * can be used.
 */
export const decryptBy = async (bytes: Uint8Array, identityFile: string): Promise<Decrypted> => {
  const { armor, Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const identity of identitiesIn(identityFile))
    try {
      decrypter.addIdentity(identity)
    } catch {
      throw new Refused('the identity file holds a key with a letter wrong')
    }
  try {
    const isArmoured = startOf(bytes).startsWith(ARMOUR)
    const file = isArmoured ? armor.decode(Buffer.from(bytes).toString('latin1')) : bytes
    return { state: 'ok', bytes: Buffer.from(await decrypter.decrypt(file)) }
  } catch (error) {
    const isForOthers = error instanceof Error && error.message.startsWith('no identity matched')
    return isForOthers
      ? { state: 'wrong-key', reason: 'it is encrypted to somebody else than the owner of this identity' }
      : { state: 'damaged', reason: 'its encrypted data is damaged or cut short' }
  }
}

const identitiesIn = (text: string): readonly string[] => {
  expectThat(!text.startsWith('age-encryption.org/'), 'the identity file is protected by a passphrase')
  expectThat(!text.startsWith(ARMOUR), 'the identity file is protected by a passphrase')
  expectThat(
    !/^-----BEGIN .*PRIVATE KEY/.test(text),
    'the identity file is an SSH key, and only those of age work',
  )
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  expectThat(!lines.some((line) => line.startsWith('AGE-PLUGIN-')), 'the identity file needs a plugin of age')
  expectThat(
    lines.length > 0 && lines.every((line) => line.startsWith('AGE-SECRET-KEY-')),
    'the identity file holds no key of age',
  )
  return lines
}
