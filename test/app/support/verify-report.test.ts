import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../../src/app/package-root.js'
import { pageAssets } from '../../../src/app/support/page-assets.js'
import { exitCodeOfVerify, type VerifyOptions, verifyReport } from '../../../src/app/support/verify-report.js'
import {
  keyIdOf,
  newSigningKey,
  publicKeyFile,
  publicKeyLine,
  type SigningKey,
  sign,
} from '../../../src/archive/index.js'
import { renderPage } from '../../../src/report/page/render-page.js'
import type { Redactions } from '../../../src/report/sealed/redactions-schema.js'
import type { SealedReport } from '../../../src/report/sealed/schema.js'
import type { VerifyDocument } from '../../../src/report/verify-schema.js'
import { reportVerifyV1 } from '../../../src/report/verify-schema.js'
import { makeFolder } from '../../setup/temp-folder.js'
import { archivedExample } from '../../support/archived-example.js'
import { sealedExample } from '../../support/sealed-example.js'

const [ada, eve] = [newSigningKey(), newSigningKey()]

const signerOf = (key: SigningKey | 'nonsense') =>
  key === 'nonsense'
    ? { keyId: 'F'.repeat(16), publicKey: key }
    : { keyId: keyIdOf(key), publicKey: publicKeyLine(key) }

interface Sent {
  /** Whose the report says it is. */
  readonly says?: SigningKey | 'nonsense'
  /** Who signed it. */
  readonly by?: SigningKey
  /** What became of it after that. */
  readonly change?: (bytes: Buffer) => Uint8Array
  readonly signature?: string
}

const verified = async (
  sent: Sent,
  options: Partial<VerifyOptions> = {},
): Promise<{ document: VerifyDocument; code: number }> => {
  const path = join(await makeFolder(), 'report.tar.gz')
  const bytes = await archivedExample(
    sent.says === undefined ? {} : { info: { signer: signerOf(sent.says) } },
  )
  writeFileSync(path, sent.change?.(bytes) ?? bytes)
  const signature = sent.signature ?? (sent.by === undefined ? undefined : sign(bytes, sent.by, 'case:abc'))
  if (signature !== undefined) writeFileSync(`${path}.minisig`, signature)
  const asked = { signature: null, publicKey: null, identity: null, requireSignature: false }
  const document = await verifyReport({ path, ...asked, ...options })
  expect(reportVerifyV1.parse(document)).toEqual(document)
  return { document, code: exitCodeOfVerify(document) }
}

const changed = (bytes: Buffer): Uint8Array => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8((copy[300] ?? 0) ^ 1, 300)
  return copy
}

const required = { requireSignature: true }
const byAda = { publicKey: publicKeyLine(ada) }

describe('verifying a report', () => {
  const table: readonly [
    what: string,
    sent: Sent,
    options: Partial<VerifyOptions>,
    code: number,
    state: string,
    reason: string | null,
  ][] = [
    ['passes one without a signature', {}, {}, 0, 'none', null],
    ['does not where one is required', {}, required, 1, 'none', null],
    ['nor where a key is named', {}, byAda, 1, 'none', null],
    ['tells of a signature that is gone', { says: ada }, {}, 0, 'none', 'it says that it was'],
    ['passes one with its own key', { says: ada, by: ada }, required, 0, 'valid', null],
    ['passes one by the key that is named', { says: ada, by: ada }, byAda, 0, 'valid', null],
    ['passes one that names no key itself', { by: ada }, byAda, 0, 'valid', null],
    [
      'cannot check one whose key is not known',
      { by: ada },
      {},
      3,
      'unchecked',
      'no key is known to check it by',
    ],
    [
      'fails one whose own key is none',
      { says: 'nonsense', by: eve },
      {},
      1,
      'wrong',
      'the key that came with it is none',
    ],
    [
      'fails one by another key than its own',
      { says: ada, by: eve },
      {},
      1,
      'wrong',
      `it was signed by another key, ${keyIdOf(eve)}`,
    ],
    [
      'fails one whose own key is not the named one',
      { says: eve, by: eve },
      byAda,
      1,
      'wrong',
      `it was signed by another key, ${keyIdOf(eve)}`,
    ],
    [
      'fails one with a signature that is none',
      { signature: 'x' },
      {},
      1,
      'wrong',
      'it is not a signature in the form of minisign',
    ],
    [
      'fails one of other bytes than were signed',
      { says: ada, signature: sign(Buffer.from('x'), ada, '') },
      {},
      1,
      'wrong',
      'it was changed after it was signed',
    ],
  ]
  it.each(table)('%s', async (_, sent, options, code, state, reason) => {
    const found = await verified(sent, options)
    expect(found.document).toMatchObject({ content: { state: 'ok' }, signature: { state, reason } })
    expect(found.code).toBe(code)
    expect(found.document.verified).toBe(code === 0)
  })

  const withPage = async (page: string | null, toolVersion: string) => {
    const { report, ...example } = sealedExample({ included: [] })
    // As JSON keeps it, and in an order that is not the schema's.
    const sealed: SealedReport = JSON.parse(
      JSON.stringify({
        report: { ...report, tool: { name: 'clawdbot-doctor', version: toolVersion } },
        ...example,
      }),
    )
    const redactions: Redactions = { redactionsVersion: 1, removals: [] }
    const bytes = Buffer.from(page ?? renderPage(sealed, await pageAssets(), { redactions }))
    const archived = await archivedExample({ sealed, redactions, more: [{ name: 'report.html', bytes }] })
    return verified({ change: () => archived })
  }

  it.each([
    ['passes the page that is made of it', null, version, 'same', 0],
    ['fails another page', '<script>alert(1)</script>', version, 'other', 1],
    ['does not compare the page of another version', '<p>', '0.0.0-other', 'not compared', 0],
  ] as const)('%s', async (_, page, toolVersion, state, code) => {
    expect(await withPage(page, toolVersion)).toMatchObject({ document: { page: state }, code })
  })

  it('fails one that was changed, signed or not, and says nothing of what is in it', async () => {
    for (const by of [undefined, ada]) {
      const { document, code } = await verified({ says: ada, ...(by && { by }), change: changed }, {})
      expect(document).toMatchObject({ verified: false, content: { state: 'refused' }, report: null })
      expect(code).toBe(1)
    }
    const { document } = await verified({ by: ada, change: changed }, byAda)
    expect(document.signature).toMatchObject({ state: 'wrong', reason: 'it was changed after it was signed' })
  })

  it('tells whose word there is for the key', async () => {
    const named = await verified({ says: ada, by: ada }, byAda)
    const own = await verified({ says: ada, by: ada })
    expect(named.document.signature).toMatchObject({ keyFrom: 'you', publicKey: publicKeyLine(ada) })
    expect(own.document.signature).toMatchObject({ keyFrom: 'the report', keyId: keyIdOf(ada) })
  })

  it('takes a key and a signature by their files', async () => {
    const folder = await makeFolder()
    const publicKey = join(folder, 'ada.pub')
    const signature = join(folder, 'sig')
    writeFileSync(publicKey, publicKeyFile(ada))
    writeFileSync(signature, sign(await archivedExample(), ada, 'x'))
    expect(await verified({}, { publicKey, signature })).toMatchObject({ code: 0 })
  })

  it('cannot be done with a key, a signature or an identity that cannot be read', async () => {
    const file = join(await makeFolder(), 'file')
    writeFileSync(file, 'hello')
    await expect(verified({}, { publicKey: file })).rejects.toMatchObject({ code: 'BAD_KEY', exitCode: 3 })
    await expect(verified({}, { publicKey: `${file}x` })).rejects.toMatchObject({ code: 'UNREADABLE' })
    await expect(verified({}, { signature: `${file}x` })).rejects.toMatchObject({ code: 'UNREADABLE' })
  })
})
