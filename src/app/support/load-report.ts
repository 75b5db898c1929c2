import { ARCHIVE_LIMITS, decryptBy, isEncrypted, Refused } from '../../archive/index.js'
import { MachineError } from '../../ports/machine-error.js'
import { readNamedInput, STANDARD_INPUT } from '../../ports/named-input.js'
import { Refusal } from '../refusal.js'
import { type LoadedReport, type ReadReport, readReport } from './read-report.js'

export type { LoadedReport }

export interface LoadOptions {
  /** The identity file of age by which an encrypted report is decrypted. */
  readonly identity?: string | null
}

/**
 * Reads the support report in a file, or of standard input where `path` is `-`; a bare `report.json` as well. Throws a
 * {@link Refusal} where it cannot be read, and for whatever is not a whole report that nobody has changed.
 */
export const loadReport = async (path: string, options: LoadOptions = {}): Promise<LoadedReport> => {
  const read = await openReport(await reportBytes(path), path, options)
  if (read.state === 'ok') return read.report
  throw new Refusal(
    'REPORT_REFUSED',
    `${nameOf(path)} is not taken for a support report: ${read.reason}.`,
    'Ask for it again, by another way.',
  )
}

/** How a sentence calls what was named. */
export const nameOf = (path: string): string => (path === STANDARD_INPUT ? 'Standard input' : path)

/** What was named, as it is. Throws a {@link Refusal}. */
export const reportBytes = async (path: string): Promise<Buffer> => {
  const bytes = await inputBytes(path, ARCHIVE_LIMITS.packed, 'report')
  if (bytes.length > 0) return bytes
  throw new Refusal('UNREADABLE', `${nameOf(path)} is empty.`, 'Name a support report.')
}

/** The bytes of a file that goes with a report. Throws a {@link Refusal}, in which it is `what`. */
export const inputBytes = async (path: string, limit: number, what: string): Promise<Buffer> => {
  try {
    const bytes = await readNamedInput(path, limit)
    if (bytes !== null) return bytes
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    const next =
      error.code === 'denied' ? 'Run it as a user who may read it.' : `Name the file of the ${what}.`
    throw new Refusal('UNREADABLE', `The ${what} cannot be read: ${error.message}.`, next)
  }
  throw new Refusal(
    'TOO_LARGE',
    `${nameOf(path)} is larger than any ${what}.`,
    `Name the file of the ${what}.`,
  )
}

/** Reads what {@link reportBytes} gave, decrypted where it has to be. Throws a {@link Refusal} where it cannot be. */
export const openReport = async (
  bytes: Buffer,
  path: string,
  { identity = null }: LoadOptions,
): Promise<ReadReport> => {
  if (!isEncrypted(bytes)) return readReport(bytes)
  if (identity === null)
    throw new Refusal(
      'ENCRYPTED',
      `${nameOf(path)} is encrypted.`,
      'Name the identity file of whom it is encrypted to, by --identity FILE.',
    )
  const decrypted = await decryptedBy(bytes, identity)
  if (decrypted.state === 'ok') return readReport(decrypted.bytes)
  if (decrypted.state === 'damaged') return { state: 'refused', reason: decrypted.reason }
  throw new Refusal(
    'WRONG_IDENTITY',
    `${nameOf(path)} cannot be decrypted by ${identity}: ${decrypted.reason}.`,
    'Name another identity, or ask for a report that is encrypted to you.',
  )
}

const IDENTITY_BYTES = 64 * 1024

const decryptedBy = async (bytes: Buffer, identity: string) => {
  const file = await inputBytes(identity, IDENTITY_BYTES, 'identity file')
  try {
    return await decryptBy(bytes, file.toString('utf8'))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refusal(
      'BAD_IDENTITY',
      `${identity} cannot be used: ${error.message}.`,
      'Name a file as `age-keygen` writes it.',
    )
  }
}
