import { describe, expect, it } from 'vitest'
import type { VerifyDocument } from '../../src/report/verify-schema.js'
import { verifyText } from '../../src/report/verify-text.js'

const STYLE = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }

const UNSIGNED: VerifyDocument['signature'] = {
  state: 'none',
  reason: null,
  required: false,
  keyId: null,
  publicKey: null,
  keyFrom: null,
  comment: null,
}
const KEY = { keyId: 'DB0B5215D58E13D5', publicKey: `RW${'x'.repeat(54)}` }
const SIGNED = { ...UNSIGNED, ...KEY, state: 'valid', keyFrom: 'you' } as const

const WHOLE: VerifyDocument = {
  file: 'r.tar.gz',
  verified: true,
  encrypted: false,
  content: { state: 'ok', reason: null },
  page: 'same',
  signature: SIGNED,
  report: {
    case: 'abc',
    createdAt: '2026-01-15T12:00:00.000Z',
    host: '[host 7a90e5b1d3c2]',
    tool: { name: 'clawdbot-doctor', version: '0.1.0' },
    files: 4,
    bytes: 23_919,
    removals: 1,
  },
}
const REFUSED = {
  content: { state: 'refused', reason: 'it is cut short' },
  report: null,
} as const

const textOf = (over: Partial<VerifyDocument>, style = STYLE): string =>
  verifyText({ ...WHOLE, ...over }, style)

describe('what report verify says', () => {
  it('is that it is whole, whose it is, and what it says of itself', () => {
    expect(
      textOf({ encrypted: true }),
    ).toBe(`✔ r.tar.gz is whole: each of its 4 files is as its manifest says.

✔ It is signed by the key that you named, DB0B5215D58E13D5.

  case      abc
  host      [host 7a90e5b1d3c2]
  made      2026-01-15 12:00 UTC by clawdbot-doctor 0.1.0
  size      24 kB in 4 files; was encrypted
  removed   1 entry in its ledger
`)
  })

  it.each([
    ['other', 'Its report.html is not the page that this version makes of the report'],
    ['not compared', 'Its report.html was not compared with the report'],
  ] as const)('is that its page is %s', (page, words) => {
    expect(textOf({ page })).toContain(words)
    expect(textOf({})).not.toContain('report.html')
  })

  it.each([
    [
      'a key that came with it',
      { ...SIGNED, keyFrom: 'the report' },
      '▲ warning: It is signed by key DB0B',
      KEY.publicKey,
    ],
    ['no signature', UNSIGNED, '• note: It is not signed: whoever had it', null],
    [
      'none where one has to be',
      { ...UNSIGNED, required: true },
      '✖ error: It is not signed:',
      'made with --sign',
    ],
    [
      'one that is gone',
      { ...UNSIGNED, reason: 'it says that it was' },
      '▲ warning: It is not signed, though it says',
      'r.tar.gz.minisig',
    ],
    [
      'no key for it',
      { ...UNSIGNED, ...KEY, state: 'unchecked', reason: 'no key' },
      '▲ warning: It has a signature by key DB0B',
      '--public-key',
    ],
    [
      'a wrong one',
      { ...SIGNED, state: 'wrong', reason: 'it was changed' },
      '✖ error: Its signature is wrong: it was changed.',
      'Do not use it',
    ],
  ] as const)('tells of %s', (_, signature, start, next) => {
    const [, block = ''] = textOf({ signature }).split('\n\n')
    expect(block.startsWith(start)).toBe(true)
    expect(block).toContain(next ?? '')
    expect(block.includes('  next  ')).toBe(next !== null)
  })

  it('of one that is refused is why, and nothing that it says', () => {
    expect(textOf({ ...REFUSED, signature: UNSIGNED, file: '-' })).toBe(
      '✖ error: Standard input is refused: it is cut short.\n  next  Do not use it. Ask whoever sent it to send it again, by another way.\n',
    )
    expect(textOf({ ...REFUSED, signature: { ...UNSIGNED, required: true } })).toContain(
      'error: It is not signed',
    )
  })

  it('of a bare report.json is no more than is known', () => {
    const { report } = WHOLE
    const bare = textOf({
      report: report === null ? null : { ...report, files: 1, tool: null, removals: null },
    })
    expect(bare).toContain('r.tar.gz is a report without its archive')
    expect(bare).toContain('made      2026-01-15 12:00 UTC\n')
    expect(bare).not.toContain('removed')
  })

  it('keeps a key in one piece on a narrow terminal', () => {
    const text = textOf({ signature: { ...SIGNED, keyFrom: 'the report' } }, { ...STYLE, width: 40 })
    expect(text.split('\n').some((line) => line.endsWith(KEY.publicKey))).toBe(true)
  })
})
