import { dirname } from 'node:path'
import { encryptTo, Refused } from '../../archive/index.js'
import { removeFile, replaceFile } from '../../ports/folders.js'
import { MachineError } from '../../ports/machine-error.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import { Refusal } from '../refusal.js'
import type { ReportSigner } from './signing-keys.js'

export interface WriteRequest {
  readonly path: string
  readonly about: Pick<SealedReport, 'case' | 'createdAt'>
  readonly signer: ReportSigner | null
  readonly encryptTo: readonly string[]
}

export interface WrittenReport {
  readonly path: string
  readonly bytes: number
  /** Null where it is not signed. */
  readonly signaturePath: string | null
}

/** Encrypts and signs what was packed, and writes it. Throws a {@link Refusal}; then nothing is there. */
export const writeReport = async (
  packed: Buffer,
  { path, about, signer, encryptTo: recipients }: WriteRequest,
): Promise<WrittenReport> => {
  const bytes = recipients.length === 0 ? packed : await encrypted(packed, recipients)
  const beside = `${path}.minisig`
  const signaturePath = signer === null ? null : beside
  try {
    // One of the report that was there before would say of this one that it was tampered with.
    await removeFile(beside)
    if (signer !== null)
      await replaceFile(
        beside,
        Buffer.from(signer.sign(bytes, { case: about.case.id, createdAt: about.createdAt })),
      )
    await replaceFile(path, bytes)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    if (signaturePath !== null) await removeFile(signaturePath).catch(() => undefined)
    throw new Refusal(
      'OUTPUT_FAILED',
      `The report was not written: ${error.message}.`,
      `Make room, or name another folder than ${dirname(path)} by --output.`,
    )
  }
  return { path, bytes: bytes.length, signaturePath }
}

const encrypted = async (bytes: Buffer, recipients: readonly string[]): Promise<Buffer> => {
  try {
    return await encryptTo(bytes, recipients)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw refusedRecipient(error)
  }
}

/** Throws a {@link Refusal} where a report could not be encrypted to one of these, before anything is looked at. */
export const expectRecipients = async (recipients: readonly string[]): Promise<void> => {
  if (recipients.length > 0) await encrypted(Buffer.alloc(0), recipients)
}

const refusedRecipient = ({ message }: Refused): Refusal =>
  new Refusal(
    'BAD_FLAG',
    `--encrypt-to: ${message}.`,
    'Ask whoever is to read the report for the line that begins with age1.',
  )
