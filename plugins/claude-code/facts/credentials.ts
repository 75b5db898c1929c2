import {
  type ClaudeCredentialsFile,
  claudeCredentialsFiles,
} from '../../../src/auth/claude-code/config-dir.js'
import { keychainItem } from '../../../src/auth/claude-code/keychain.js'
import {
  type ClaudeCredentialReading,
  parseClaudeCredentials,
} from '../../../src/auth/claude-code/parse-credentials.js'
import {
  defineFact,
  type FileStat,
  type KeychainResult,
  type ProbeContext,
  type Unavailable,
} from '../../../src/contract/index.js'

/** The credentials file, or one that was left in the home while Claude Code looks elsewhere. */
export interface FileCandidate extends ClaudeCredentialsFile {
  readonly kind: 'file'
  readonly reading: ClaudeCredentialReading | Unavailable
  /** Null where there is nothing to look at. */
  readonly stat: FileStat | null
  readonly folder: FileStat | null
}

/** The macOS Keychain item. `asked` keeps apart what the Keychain said from what the item holds. */
export interface KeychainCandidate {
  readonly kind: 'keychain'
  readonly service: string
  readonly account: string
  readonly reading: ClaudeCredentialReading | Exclude<KeychainResult, { state: 'found' }>
}

export interface ClaudeCredentials {
  readonly files: readonly FileCandidate[]
  /** Null on platforms without one. */
  readonly keychain: KeychainCandidate | null
  /** Which of them decides: the Keychain where it holds a login, then the used file, then a Keychain in the way. */
  readonly used: 'keychain' | 'file'
  /** What is read there. */
  readonly reading: FileCandidate['reading'] | KeychainCandidate['reading']
}

export const credentials = defineFact({
  id: 'claude/credentials',
  collect: async (context): Promise<ClaudeCredentials> => {
    const [files, keychain] = await Promise.all([
      Promise.all(claudeCredentialsFiles(context).map((file) => readFile(file, context))),
      readKeychain(context),
    ])
    const file = files.find((candidate) => candidate.used)?.reading ?? { state: 'absent' as const }
    const isSilent = keychain === null || keychain.reading.state === 'absent'
    const keychainCounts = keychain?.reading.state === 'found' || (!isSilent && file.state !== 'found')
    return {
      files,
      keychain,
      ...(keychainCounts && keychain !== null
        ? { used: 'keychain', reading: keychain.reading }
        : { used: 'file', reading: file }),
    }
  },
})

const readFile = async (file: ClaudeCredentialsFile, context: ProbeContext): Promise<FileCandidate> => {
  const { fs, seal } = context
  const folderPath = file.path.replace(/[\\/][^\\/]*$/, '')
  const [found, stat, folder] = await Promise.all([
    fs.readText(file.path),
    fs.stat(file.path),
    fs.stat(folderPath),
  ])
  return {
    ...file,
    kind: 'file',
    reading: found.state === 'ok' ? parseClaudeCredentials(found.text, seal) : found,
    stat: stat.state === 'ok' ? stat : null,
    folder: folder.state === 'ok' ? folder : null,
  }
}

const readKeychain = async (context: ProbeContext): Promise<KeychainCandidate | null> => {
  if (context.platform !== 'darwin') return null
  const { service, account } = keychainItem(context.env, context.user.name)
  const asked = await context.keychain.read(service, account)
  const reading = asked.state === 'found' ? parseClaudeCredentials(asked.text, context.seal) : asked
  return { kind: 'keychain', service, account, reading }
}
