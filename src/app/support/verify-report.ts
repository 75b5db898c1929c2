import { isEncrypted } from '../../archive/index.js'
import { EXIT } from '../../report/exit-code.js'
import type { VerifyDocument } from '../../report/verify-schema.js'
import { shownText } from '../plugins/printable-text.js'
import { checkSignature, namedKey, signatureOf } from './check-signature.js'
import { type LoadedReport, openReport, reportBytes } from './load-report.js'
import { pageState } from './page-state.js'

export interface VerifyOptions {
  readonly path: string
  /** The signature file; that beside the report by default. */
  readonly signature: string | null
  /** A public key or its file. Whoever names one requires a signature by it. */
  readonly publicKey: string | null
  readonly identity: string | null
  readonly requireSignature: boolean
}

/**
 * Whether a support report is what its sender made: its signature, what its manifest says of every file, its schema.
 * Throws a {@link Refusal} where that cannot be found out.
 */
export const verifyReport = async (options: VerifyOptions): Promise<VerifyDocument> => {
  const { path, identity } = options
  const named = options.publicKey === null ? null : await namedKey(options.publicKey)
  const bytes = await reportBytes(path)
  const text = await signatureOf(path, options.signature)
  const read = await openReport(bytes, path, { identity })
  const report = read.state === 'ok' ? read.report : null
  const ownKey = report?.manifest?.signer?.publicKey ?? null
  const required = options.requireSignature || named !== null
  const signature = checkSignature({ bytes, text, named, ownKey })
  const isSigned = signature.state === 'valid' || (signature.state === 'none' && !required)
  const page = report === null ? null : await pageState(report)
  return {
    file: path,
    verified: report !== null && isSigned && page !== 'other',
    encrypted: isEncrypted(bytes),
    content: { state: read.state, reason: read.state === 'ok' ? null : read.reason },
    page,
    signature: { ...signature, required },
    report: report === null ? null : aboutReport(report),
  }
}

/** 0 where nothing is wrong, 1 where something is, 3 where there is a signature that could not be checked. */
export const exitCodeOfVerify = ({ verified, content, page, signature }: VerifyDocument): number => {
  if (verified) return EXIT.healthy
  const isUnchecked = content.state === 'ok' && page !== 'other' && signature.state === 'unchecked'
  return isUnchecked ? EXIT.couldNotRun : EXIT.broken
}

const aboutReport = ({
  sealed,
  entries,
  manifest,
  redactions,
}: LoadedReport): NonNullable<VerifyDocument['report']> => ({
  case: shownText(sealed.case.id),
  createdAt: sealed.createdAt,
  host: shownText(sealed.host),
  tool:
    manifest === null
      ? null
      : { name: shownText(manifest.tool.name), version: shownText(manifest.tool.version) },
  files: entries.size,
  bytes: [...entries.values()].reduce((sum, each) => sum + each.length, 0),
  removals: redactions?.removals.length ?? null,
})
