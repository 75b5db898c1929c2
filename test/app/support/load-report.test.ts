import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { type LoadedReport, loadReport } from '../../../src/app/support/load-report.js'
import { encryptTo } from '../../../src/archive/index.js'
import { makeFolder } from '../../setup/temp-folder.js'
import { type Archived, archivedExample } from '../../support/archived-example.js'
import { sealedExample } from '../../support/sealed-example.js'

/** Loads a report from a file with these bytes. */
const loaded = async (bytes: Uint8Array | string, identity?: string): Promise<LoadedReport> => {
  const folder = await makeFolder()
  const [path, key] = [join(folder, 'report'), join(folder, 'key')]
  writeFileSync(path, bytes)
  if (identity === undefined) return loadReport(path)
  writeFileSync(key, identity)
  return loadReport(path, { identity: key })
}

const LISTED = { name: 'included/gateway.log', path: '/var/log/gateway.log', bytes: 7, cut: false }

describe('loading a report', () => {
  it('gives all parts of an archive as they were packed', async () => {
    const more = { name: 'included/gateway.log', bytes: Buffer.from('a line\n') }
    const sealed = sealedExample({ included: [{ ...LISTED, name: more.name }] })
    const report = await loaded(await archivedExample({ sealed, more: [more] }))
    expect(report.sealed).toEqual(sealed)
    expect(report.manifest).toMatchObject({
      case: sealedExample().case.id,
      tool: { name: 'clawdbot-doctor' },
    })
    expect(report.redactions?.removals).toHaveLength(1)
    expect(Buffer.from(report.entries.get(more.name) ?? []).toString()).toBe('a line\n')
  })

  it('takes a bare report.json as well', async () => {
    const report = await loaded(`\n${JSON.stringify(sealedExample())}`)
    expect(report).toMatchObject({ sealed: sealedExample(), manifest: null, redactions: null })
    expect([...report.entries.keys()]).toEqual(['report.json'])
  })

  it('decrypts what is encrypted to the one who reads it', async () => {
    const identity = await generateX25519Identity()
    const archive = await archivedExample()
    const encrypted = await encryptTo(archive, [await identityToRecipient(identity)])
    expect((await loaded(encrypted, identity)).sealed).toEqual(sealedExample())
    await expect(loaded(encrypted)).rejects.toMatchObject({ code: 'ENCRYPTED', exitCode: 3 })
    const other = await generateX25519Identity()
    await expect(loaded(encrypted, other)).rejects.toMatchObject({ code: 'WRONG_IDENTITY', exitCode: 3 })
    await expect(loaded(encrypted, 'hello')).rejects.toMatchObject({ code: 'BAD_IDENTITY', exitCode: 3 })
    await expect(loaded(encrypted.subarray(0, -1), identity)).rejects.toMatchObject({
      code: 'REPORT_REFUSED',
    })
  })

  const wrong: readonly [what: string, over: Archived, reason: string][] = [
    ['a report that is none', { sealed: [] }, 'its report.json is not as its schema says, at /.'],
    [
      'a fact without a status',
      { sealed: { ...sealedExample(), facts: [{ id: 'a' }] } },
      'at /facts/0/status',
    ],
    [
      'a later version',
      { sealed: { ...sealedExample(), sealedVersion: 2 } },
      'its report.json was made by a later',
    ],
    [
      'a manifest without a case',
      { info: { case: 1 } },
      'its manifest.json is not as its schema says, at /case',
    ],
    [
      'a manifest of a later version',
      { info: { manifestVersion: 2 } },
      'its manifest.json was made by a later',
    ],
    [
      'a manifest of another case',
      { info: { case: 'x' } },
      'its report.json and its manifest.json are of two cases',
    ],
    [
      'a file that is listed and not there',
      { sealed: sealedExample({ included: [{ ...LISTED, name: '../../etc/passwd' }] }) },
      'its report.json lists ../../etc/passwd, which is not among its files',
    ],
    [
      'a part of its own that is listed as a file',
      { sealed: sealedExample({ included: [{ ...LISTED, name: 'redactions.json' }] }) },
      'its report.json lists redactions.json, which is not among its files',
    ],
    [
      'a file that is there and not listed',
      {
        sealed: sealedExample({ included: [] }),
        more: [{ name: 'included/x.log', bytes: Buffer.from('x') }],
      },
      'its report.json does not list included/x.log, which is among its files',
    ],
    ['a ledger that is none', { redactions: {} }, 'its redactions.json is not as its schema says'],
  ]
  it.each(wrong)('refuses %s', async (_, over, reason) => {
    const failure = loaded(await archivedExample(over))
    await expect(failure).rejects.toMatchObject({ code: 'REPORT_REFUSED', exitCode: 3 })
    await expect(failure).rejects.toThrow(reason)
  })

  it('shows nothing of what it refuses that a terminal would act on', async () => {
    const hostile = { ...sealedExample(), checkSettings: { '\u001b[2J\u202ex': 1 } }
    const failure = await loaded(await archivedExample({ sealed: hostile })).catch(({ message }) => message)
    expect(failure).toContain('at /checkSettings/ [2J x')
    for (const mark of ['\u001b', '\u202e']) expect(failure).not.toContain(mark)
  })

  it.each([
    ['nothing', '', /is empty\.$/],
    ['text', 'hello', /it is not a gzip file\.$/],
    [
      'JSON that is no report',
      '{"a":1}',
      /its report\.json is not as its schema says, at \/sealedVersion\.$/,
    ],
    ['JSON that is cut short', '{"sealedVersion":1', /report\.json is not JSON\.$/],
  ])('refuses %s', async (_, text, message) => {
    await expect(loaded(text)).rejects.toThrow(message)
  })

  it('says what is in the way of a file that cannot be read', async () => {
    const folder = await makeFolder()
    await expect(loadReport(folder)).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: `The report cannot be read: ${folder}: it is a folder.`,
    })
    await expect(loadReport(join(folder, 'none'))).rejects.toMatchObject({ code: 'UNREADABLE' })
  })
})
