import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { gzip } from '../../src/archive/gzip.js'
import {
  encryptTo,
  keyIdOf,
  newSigningKey,
  publicKeyFile,
  publicKeyLine,
  sign,
} from '../../src/archive/index.js'
import { archiveOf, plainMember } from '../archive/archives.js'
import { isAtHand } from '../setup/at-hand.js'
import { archivedExample } from '../support/archived-example.js'
import { type CliOptions, listing, makeHome, runCli } from './cli.js'
import { errorFaults, faultsBy } from './schemas.js'

const verifyFaults = faultsBy('report-verify.v1.json')
const key = newSigningKey()
const signer = { keyId: keyIdOf(key), publicKey: publicKeyLine(key) }

/** A home with a signed report in it, and nothing else. */
const homeWithReport = async (): Promise<{ home: string; path: string; bytes: Buffer }> => {
  const home = makeHome({ 'ada.pub': publicKeyFile(key) })
  const path = join(home, 'report.tar.gz')
  const bytes = await archivedExample({ info: { signer } })
  writeFileSync(path, bytes)
  writeFileSync(`${path}.minisig`, sign(bytes, key, 'case:abc'))
  return { home, path, bytes }
}

const verify = (home: string, args: readonly string[], options: Partial<CliOptions> = {}) =>
  runCli(['report', 'verify', ...args], { home, ...options })

describe.concurrent('report verify', () => {
  it('says that a report is whole, and whose it is, and changes nothing', async () => {
    const { home } = await homeWithReport()
    const before = listing(home)
    const own = await verify(home, ['report.tar.gz'])
    expect(own).toMatchObject({ code: 0, stderr: '' })
    expect(own.stdout).toContain('report.tar.gz is whole: each of its 4 files is as its manifest says.')
    expect(own.stdout).toContain(`It is signed by key ${signer.keyId}, but that key came with it`)
    expect(own.stdout).toContain(signer.publicKey)
    const named = await verify(home, ['report.tar.gz', '--public-key', 'ada.pub'])
    expect(named.stdout).toContain(`It is signed by the key that you named, ${signer.keyId}.`)
    expect(named.stdout).toContain('case      2026-01-15-k3f9')
    expect(listing(home)).toEqual(before)
  })

  it('prints one document that its schema allows, whatever it finds', async () => {
    const { home, bytes } = await homeWithReport()
    writeFileSync(join(home, 'cut.tar.gz'), bytes.subarray(0, -100))
    const [whole, cut] = await Promise.all(
      ['report.tar.gz', 'cut.tar.gz'].map((file) => verify(home, [file, '--json'])),
    )
    for (const result of [whole, cut]) expect(verifyFaults(JSON.parse(result?.stdout ?? ''))).toEqual([])
    expect(JSON.parse(whole?.stdout ?? '')).toMatchObject({
      verified: true,
      signature: { publicKey: signer.publicKey },
    })
    expect(JSON.parse(cut?.stdout ?? '')).toMatchObject({
      verified: false,
      content: { state: 'refused', reason: 'it is cut short' },
      report: null,
    })
    expect([whole?.code, cut?.code]).toEqual([0, 1])
  })

  it('takes a report without a signature, unless one is required', async () => {
    const { home } = await homeWithReport()
    writeFileSync(join(home, 'plain.tar.gz'), await archivedExample())
    const plain = await verify(home, ['plain.tar.gz'])
    expect(plain.stdout).toContain('note: It is not signed: whoever had it on its way could have changed it.')
    const required = await verify(home, ['plain.tar.gz', '--require-signature'])
    expect(required.stdout).toContain('error: It is not signed')
    expect([plain.code, required.code]).toEqual([0, 1])
  })

  it('refuses a hostile archive with the reason, and writes nothing anywhere', async () => {
    const { home } = await homeWithReport()
    writeFileSync(join(home, 'slip.tar.gz'), await archiveOf(plainMember('../../slipped', 'x')))
    writeFileSync(join(home, 'bomb.tar.gz'), await gzip(Buffer.alloc(20 * 1024 * 1024)))
    const before = listing(home)
    const slip = await verify(home, ['slip.tar.gz'])
    expect(slip.stdout).toContain('slip.tar.gz is refused: a file in it leads out of its folder.')
    expect(slip.stdout).toContain('Do not use it.')
    const bomb = await verify(home, ['bomb.tar.gz'])
    expect(bomb.stdout).toContain('bomb.tar.gz is refused: it unpacks to more than a report can.')
    expect([slip.code, bomb.code]).toEqual([1, 1])
    expect(listing(home)).toEqual(before)
  })

  it('cannot be done where there is no file to read, and says why', async () => {
    const { home } = await homeWithReport()
    execFileSync('mkfifo', [join(home, 'pipe')])
    const table = [
      ['none', 'there is no such file or folder'],
      ['.', 'it is a folder'],
      ['pipe', 'it is a pipe; what comes from one is read by `-`'],
      ['/dev/zero', 'it is a device or a socket, not a file'],
    ] as const
    for (const [file, reason] of table) {
      const { code, stdout } = await verify(home, [file, '--json'])
      const document = JSON.parse(stdout) as { error: { message: string } }
      expect(errorFaults(document)).toEqual([])
      expect(document.error.message).toBe(`The report cannot be read: ${file}: ${reason}.`)
      expect(code).toBe(3)
    }
  })

  it('decrypts by an identity, and checks the signature of what was sent', async () => {
    const { home, bytes } = await homeWithReport()
    const identity = await generateX25519Identity()
    const encrypted = await encryptTo(bytes, [await identityToRecipient(identity)])
    writeFileSync(join(home, 'report.tar.gz.age'), encrypted)
    writeFileSync(join(home, 'report.tar.gz.age.minisig'), sign(encrypted, key, 'case:abc'))
    writeFileSync(join(home, 'me.txt'), `${identity}\n`)
    const without = await verify(home, ['report.tar.gz.age'])
    expect(without).toMatchObject({ code: 3, stdout: '' })
    expect(without.stderr).toContain('report.tar.gz.age is encrypted.')
    const by = await verify(home, [
      'report.tar.gz.age',
      '--identity',
      'me.txt',
      '--public-key',
      signer.publicKey,
    ])
    expect(by).toMatchObject({ code: 0, stderr: '' })
    expect(by.stdout).toContain('; was encrypted')
  })

  it.runIf(isAtHand(spawnSync('minisign', ['-v']).status === 0, 'minisign', 'its signatures of reports'))(
    'takes a signature that minisign itself made',
    async () => {
      const { home, path } = await homeWithReport()
      const [secret, publicKey, signature] = ['k', 'k.pub', 's'].map((name) => join(home, name)) as [
        string,
        string,
        string,
      ]
      execFileSync('minisign', ['-G', '-W', '-p', publicKey, '-s', secret])
      execFileSync('minisign', ['-Sm', path, '-s', secret, '-x', signature])
      const args = ['--public-key', publicKey, '--signature', signature]
      const file = await verify(home, [path, ...args])
      expect(file.code).toBe(0)
      expect(file.stdout).toContain('It is signed by the key that you named')
    },
  )

  it('reads standard input', async () => {
    const { home } = await homeWithReport()
    const { code, stdout } = await verify(home, ['-'], { input: JSON.stringify({ a: 1 }) })
    expect(code).toBe(1)
    expect(stdout).toContain('Standard input is refused: its report.json is not as its schema says')
  })
})
