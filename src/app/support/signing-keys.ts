import { join } from 'node:path'
import {
  keyIdOf,
  newSigningKey,
  publicKeyFile,
  publicKeyLine,
  Refused,
  readSecretKey,
  type SigningKey,
  secretKeyFile,
  sign,
} from '../../archive/index.js'
import { shortenHome } from '../../auth/paths.js'
import { MachineError } from '../../ports/machine-error.js'
import { makeOnce } from '../../ports/make-once.js'
import type { Probes } from '../../ports/types.js'
import { recordsFolder } from '../records-folder.js'
import { Refusal } from '../refusal.js'

/** Whoever signs reports on this machine. */
export interface ReportSigner {
  /** As minisign shows it: 16 hexadecimal digits. */
  readonly keyId: string
  /** In the one line by which it is passed on. */
  readonly publicKey: string
  /** The file with the public key; the secret one is beside it. */
  readonly publicPath: string
  /** Whether the key was made just now, so that nobody can know it yet. */
  readonly isNew: boolean
  /** The text of the `.minisig` file beside a report. The same bytes, case and time give the same one. */
  sign(bytes: Uint8Array, about: { readonly case: string; readonly createdAt: string }): string
}

/**
 * The key by which reports are signed on this machine, made when it is first asked for. One that is there is never
 * overwritten. Throws a {@link Refusal} where it cannot be used, or others can read it.
 */
export const reportSigner = async (probes: Probes): Promise<ReportSigner> => {
  const path = join(recordsFolder(probes), 'report-signing.key')
  const publicPath = join(recordsFolder(probes), 'report-signing.pub')
  const before = await readKey(probes, path)
  if (before === null) await make(probes, path, secretKeyFile(newSigningKey()))
  const key = before ?? (await readKey(probes, path))
  if (key === null) throw unusable(probes, path, 'it is gone again')
  if ((await probes.fs.stat(publicPath)).state === 'absent')
    await make(probes, publicPath, publicKeyFile(key))
  return {
    keyId: keyIdOf(key),
    publicKey: publicKeyLine(key),
    publicPath,
    isNew: before === null,
    sign: (bytes, about) => sign(bytes, key, `case:${about.case} created:${about.createdAt}`),
  }
}

const make = async (probes: Probes, path: string, text: string): Promise<void> => {
  try {
    await makeOnce(path, text)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    throw new Refusal(
      'KEY_UNUSABLE',
      `The key to sign by cannot be written to ${shortenHome(probes, path)}: ${error.message}.`,
      'Make its folder writable, or leave out --sign.',
    )
  }
}

/** Null where there is none. */
const readKey = async (probes: Probes, path: string): Promise<SigningKey | null> => {
  const file = await probes.fs.readText(path)
  if (file.state === 'absent') return null
  if (file.state !== 'ok') throw unusable(probes, path, WHY[file.state] ?? 'it cannot be read')
  // From here on it is looked for in whatever is printed.
  for (const line of file.text.split('\n').slice(1)) probes.seal(line.trim(), 'report-signing-key')
  if (probes.platform !== 'win32' && (file.stat.mode & 0o077) !== 0)
    throw new Refusal(
      'KEY_EXPOSED',
      `Others on this machine may read the key to sign by, ${shortenHome(probes, path)}: what it signs proves nothing.`,
      'Move it away. The next --sign makes a new key, which has to be told to whoever reads your reports.',
    )
  try {
    return readSecretKey(file.text)
  } catch (error) {
    if (error instanceof Refused) throw unusable(probes, path, error.message)
    throw error
  }
}

const WHY: Readonly<Record<string, string>> = {
  denied: 'it may not be read',
  folder: 'it is a folder',
  'dangling-link': 'it is a link that leads nowhere',
  'not-text': 'it is not text',
}

const unusable = (probes: Probes, path: string, reason: string): Refusal =>
  new Refusal(
    'KEY_UNUSABLE',
    `The key to sign by, ${shortenHome(probes, path)}, cannot be used: ${reason}.`,
    'Put back a copy of it, or move it away: the next --sign makes a new one.',
  )
