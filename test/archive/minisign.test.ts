import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  expectSigned,
  keyIdOf,
  newSigningKey,
  publicKeyFile,
  publicKeyLine,
  readPublicKey,
  readSecretKey,
  readSignature,
  secretKeyFile,
  sign,
} from '../../src/archive/index.js'
import { isAtHand } from '../setup/at-hand.js'
import { makeFolder } from '../setup/temp-folder.js'

const hasMinisign = spawnSync('minisign', ['-v']).status === 0
const withMinisign = it.runIf(isAtHand(hasMinisign, 'minisign', 'that it takes our signatures, and we its'))

const REPORT = Buffer.from('a report\n'.repeat(100))

const verified = (bytes: Uint8Array, signature: string, publicKey: string) => (): void =>
  expectSigned(bytes, readSignature(signature), readPublicKey(publicKey))

describe('a signature', () => {
  withMinisign('of ours is taken by minisign, with its comment', async () => {
    const folder = await makeFolder()
    const key = newSigningKey()
    const file = join(folder, 'report')
    writeFileSync(file, REPORT)
    writeFileSync(`${file}.minisig`, sign(REPORT, key, 'case 2026-é'))
    writeFileSync(join(folder, 'key.pub'), publicKeyFile(key))
    const byFile = execFileSync('minisign', ['-Vm', file, '-p', join(folder, 'key.pub')]).toString()
    expect(byFile).toContain('Trusted comment: case 2026-é')
    execFileSync('minisign', ['-VHm', file, '-P', publicKeyLine(key)])
    writeFileSync(file, 'another report')
    expect(spawnSync('minisign', ['-Vm', file, '-P', publicKeyLine(key)]).status).not.toBe(0)
  })

  withMinisign("of minisign's is taken here, by its keys and by ours", async () => {
    const folder = await makeFolder()
    const [secret, file] = [join(folder, 'key'), join(folder, 'report')]
    writeFileSync(file, REPORT)
    execFileSync('minisign', ['-G', '-W', '-p', join(folder, 'pub'), '-s', secret])
    const signedBy = (key: string): string => {
      execFileSync('minisign', ['-Sm', file, '-s', key, '-t', 'made elsewhere', '-x', join(folder, 'sig')])
      return readFileSync(join(folder, 'sig'), 'utf8')
    }
    const publicKey = readFileSync(join(folder, 'pub'), 'utf8')
    expect(verified(REPORT, signedBy(secret), publicKey)).not.toThrow()
    expect(readSignature(signedBy(secret)).comment).toBe('made elsewhere')
    const theirs = readSecretKey(readFileSync(secret, 'utf8'))
    expect(publicKey).toBe(publicKeyFile(theirs))
    expect(verified(REPORT, sign(REPORT, theirs, 'x'), publicKey)).not.toThrow()
    const ours = newSigningKey()
    writeFileSync(join(folder, 'ours'), secretKeyFile(ours))
    expect(verified(REPORT, signedBy(join(folder, 'ours')), publicKeyLine(ours))).not.toThrow()
  })

  withMinisign('in its old form is refused', async () => {
    const folder = await makeFolder()
    const [secret, file] = [join(folder, 'key'), join(folder, 'report')]
    writeFileSync(file, REPORT)
    execFileSync('minisign', ['-G', '-W', '-p', join(folder, 'pub'), '-s', secret])
    execFileSync('minisign', ['-lSm', file, '-s', secret])
    const signature = readFileSync(`${file}.minisig`, 'utf8')
    expect(() => readSignature(signature)).toThrow('it is a signature in the old form')
  })

  it('is the same for the same bytes, key and comment, and for no others', () => {
    const key = newSigningKey()
    expect(sign(REPORT, key, 'a')).toBe(sign(REPORT, key, 'a'))
    expect(sign(REPORT, key, 'a')).not.toBe(sign(REPORT, key, 'b'))
  })

  it('does not hold for other bytes, another comment or another key', () => {
    const key = newSigningKey()
    const signature = sign(REPORT, key, 'made today')
    const publicKey = publicKeyLine(key)
    expect(verified(REPORT, signature, publicKey)).not.toThrow()
    expect(verified(REPORT, signature.replaceAll('\n', '\r\n'), publicKey)).not.toThrow()
    expect(verified(REPORT.subarray(1), signature, publicKey)).toThrow('it was changed after it was signed')
    expect(verified(REPORT, signature.replace('today', 'again'), publicKey)).toThrow('the comment of its')
    const other = newSigningKey()
    expect(verified(REPORT, signature, publicKeyLine(other))).toThrow(`by another key, ${keyIdOf(key)}`)
    const posing = publicKeyLine({ id: key.id, point: other.point })
    expect(verified(REPORT, signature, posing)).toThrow('it was changed after it was signed')
  })

  it('does not hold wherever one character of it is another', () => {
    const key = newSigningKey()
    const signature = sign(REPORT, key, 'case abc')
    const start = signature.indexOf('\n')
    const place = fc.integer({ min: start, max: signature.length - 2 })
    fc.assert(
      fc.property(place, fc.stringMatching(/^[\n -~]$/), (at, other) => {
        fc.pre(signature[at] !== other)
        const changed = signature.slice(0, at) + other + signature.slice(at + 1)
        expect(verified(REPORT, changed, publicKeyLine(key))).toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('is not made with a comment that is more than a line', () => {
    expect(() => sign(REPORT, newSigningKey(), 'a\nuntrusted comment: b')).toThrow(RangeError)
  })
})

describe('a key', () => {
  it('is read as it was written', () => {
    const key = newSigningKey()
    expect(publicKeyFile(readSecretKey(secretKeyFile(key)))).toBe(publicKeyFile(key))
    for (const text of [publicKeyFile(key), publicKeyLine(key), publicKeyFile(key).replaceAll('\n', '\r\n')])
      expect(publicKeyLine(readPublicKey(text))).toBe(publicKeyLine(key))
  })

  it('under a password is refused, and said to be one', () => {
    const [comment = '', line = ''] = secretKeyFile(newSigningKey()).split('\n')
    const bytes = Buffer.from(line, 'base64')
    bytes.write('Sc', 2)
    expect(() => readSecretKey(`${comment}\n${bytes.toString('base64')}\n`)).toThrow(
      'it is protected by a password',
    )
  })

  it('whose halves are of two keys is refused', () => {
    const [one, other] = [newSigningKey(), newSigningKey()]
    expect(() => readSecretKey(secretKeyFile({ ...one, point: other.point }))).toThrow(
      'do not belong together',
    )
  })

  it.each(['', 'RWQ', 'x'.repeat(56), `${'A'.repeat(56)}`, 'untrusted comment: a\nuntrusted comment: b'])(
    'is not read from %j',
    (text) => {
      expect(() => readPublicKey(text)).toThrow('it is not a public key in the form of minisign')
      expect(() => readSecretKey(text)).toThrow('it is not a secret key in the form of minisign')
    },
  )
})
