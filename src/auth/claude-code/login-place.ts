import type { Evidence } from '../../contract/index.js'
import type { KeychainItem } from './keychain.js'
import { detailsOf, type LoginReading } from './login-trouble.js'

/** Where a login was looked for, as a finding tells it; `where` is the file's path, or `Keychain item` and its name. */
export interface LoginPlace {
  readonly subject: string
  readonly data: Readonly<Record<string, string | number>>
  readonly evidence: readonly Evidence[]
}

/** The folder of a path, in either platform's spelling. */
export const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '') || '/'

/** The Keychain's where `item` is given, else the file's. The evidence for an item is how to ask for it unrevealed. */
export const loginPlace = (path: string, item: KeychainItem | null, reading: LoginReading): LoginPlace => {
  const details = detailsOf(reading)
  if (item !== null) {
    const argv = ['security', 'find-generic-password', '-s', item.service, '-a', item.account]
    return {
      subject: 'claude/credentials:keychain',
      data: { where: `Keychain item ${item.service}`, ...details },
      evidence: [{ kind: 'command', argv, code: null }],
    }
  }
  const at = reading.state === 'unparseable' ? { line: reading.line, column: reading.column } : {}
  return {
    subject: 'claude/credentials:file',
    data: { where: path, folder: folderOf(path), ...details },
    evidence: [{ kind: 'file', path, ...at }],
  }
}
