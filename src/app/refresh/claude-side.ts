import { credentials } from '../../../plugins/claude-code/facts/credentials.js'
import { claudeCredentialsFiles } from '../../auth/claude-code/config-dir.js'
import {
  type ClaudeCredentialReading,
  parseClaudeCredentials,
} from '../../auth/claude-code/parse-credentials.js'
import type { Run } from '../open-run.js'

/** Where Claude Code keeps its login, as far as a refresh has to know. Always read anew. */
export type ClaudeSide =
  /** It has none, so there is nothing to log out. */
  | { readonly state: 'none' }
  | {
      readonly state: 'file'
      readonly path: string
      readonly text: string
      readonly sha256: string
      readonly reading: Extract<ClaudeCredentialReading, { state: 'found' }>
    }
  /** In the macOS Keychain, or it may be there: nobody could look. That item is never written. */
  | { readonly state: 'keychain'; readonly reading: ClaudeCredentialReading | null }
  /** There is a file, and nobody can tell what is in it. */
  | { readonly state: 'unreadable'; readonly path: string }

const LOGGED_OUT: readonly string[] = ['absent', 'empty', 'blanked']

export const readClaudeSide = async (run: Run): Promise<ClaudeSide> => {
  const { probes } = run.machine
  if (probes.platform === 'darwin') {
    const outcome = await run.facts.outcome(credentials)
    const item = outcome.status === 'ok' ? (outcome.value.keychain?.reading ?? null) : null
    if (item?.state === 'found') return { state: 'keychain', reading: item }
    if (item?.state !== 'absent') return { state: 'keychain', reading: null }
  }
  const path = claudeCredentialsFiles(probes)[0]?.path ?? ''
  const found = await probes.fs.readText(path)
  if (found.state === 'absent') return { state: 'none' }
  if (found.state !== 'ok') return { state: 'unreadable', path }
  const reading = parseClaudeCredentials(found.text, probes.seal)
  if (LOGGED_OUT.includes(reading.state)) return { state: 'none' }
  if (reading.state !== 'found') return { state: 'unreadable', path }
  const { text, sha256 } = found
  return { state: 'file', path, text, sha256, reading }
}
