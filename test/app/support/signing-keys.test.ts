import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reportSigner } from '../../../src/app/support/signing-keys.js'
import { expectSigned, readPublicKey, readSignature } from '../../../src/archive/index.js'
import { createMachine } from '../../../src/ports/machine.js'
import { makeFolder } from '../../setup/temp-folder.js'

const ABOUT = { case: 'abc', createdAt: '2026-01-15T12:00:00.000Z' }
const REPORT = Buffer.from('a report')

/** A machine with an empty home, and where its key to sign by is. */
const machineAt = async () => {
  const home = await makeFolder()
  const machine = createMachine({ home, env: {} })
  const folder = join(home, '.clawdbot', 'doctor')
  return { machine, folder, path: join(folder, 'report-signing.key') }
}

const isWindows = process.platform === 'win32'

describe('the key by which reports are signed', () => {
  it('is made once, and is the same from then on', async () => {
    const { machine, path } = await machineAt()
    const first = await reportSigner(machine.probes)
    const written = readFileSync(path, 'utf8')
    const again = await reportSigner(machine.probes)
    expect([first.isNew, again.isNew]).toEqual([true, false])
    expect(again.keyId).toBe(first.keyId)
    expect(readFileSync(path, 'utf8')).toBe(written)
    expect(again.sign(REPORT, ABOUT)).toBe(first.sign(REPORT, ABOUT))
  })

  it('is one also where several runs make it at once', async () => {
    const { machine, folder } = await machineAt()
    const signers = await Promise.all([1, 2, 3, 4].map(() => reportSigner(machine.probes)))
    expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1)
    expect(readdirSync(folder).sort()).toEqual(['report-signing.key', 'report-signing.pub'])
  })

  it.skipIf(isWindows)('is for its owner alone', async () => {
    const { machine, path, folder } = await machineAt()
    await reportSigner(machine.probes)
    expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it('signs what its public key verifies, with the case and the time beside it', async () => {
    const { machine } = await machineAt()
    const { sign, publicKey, publicPath, keyId } = await reportSigner(machine.probes)
    const signature = readSignature(sign(REPORT, ABOUT))
    expectSigned(REPORT, signature, readPublicKey(publicKey))
    expectSigned(REPORT, signature, readPublicKey(readFileSync(publicPath, 'utf8')))
    expect(signature).toMatchObject({ keyId, comment: 'case:abc created:2026-01-15T12:00:00.000Z' })
  })

  it('is known to the redaction as soon as it is read', async () => {
    const { machine, path } = await machineAt()
    await reportSigner(machine.probes)
    const [, line = ''] = readFileSync(path, 'utf8').split('\n')
    expect(machine.known().map(({ text }) => text)).toContain(line)
  })

  it.skipIf(isWindows)('is refused where others may read it', async () => {
    const { machine, path } = await machineAt()
    await reportSigner(machine.probes)
    for (const mode of [0o640, 0o604, 0o622]) {
      chmodSync(path, mode)
      await expect(reportSigner(machine.probes)).rejects.toMatchObject({ code: 'KEY_EXPOSED', exitCode: 3 })
    }
  })

  it.each([
    ['empty', ''],
    ['text', 'hello\n'],
    ['cut short', 'untrusted comment: x\nRWQAAEIy\n'],
    ['not text', Buffer.from([0xff, 0xfe])],
  ])('is refused and left as it is where it is %s', async (_, content) => {
    const { machine, path, folder } = await machineAt()
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, content, { mode: 0o600 })
    await expect(reportSigner(machine.probes)).rejects.toMatchObject({ code: 'KEY_UNUSABLE', exitCode: 3 })
    expect(readFileSync(path)).toEqual(Buffer.from(content))
    expect(readdirSync(folder)).toEqual(['report-signing.key'])
  })

  it('is refused where its folder cannot be made', async () => {
    const { machine, folder } = await machineAt()
    mkdirSync(join(folder, '..'), { recursive: true })
    writeFileSync(folder, 'a file')
    await expect(reportSigner(machine.probes)).rejects.toMatchObject({ code: 'KEY_UNUSABLE' })
  })
})
