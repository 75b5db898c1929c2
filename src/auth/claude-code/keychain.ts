import { createHash } from 'node:crypto'
import type { Place } from '../paths.js'

/** Other items share the service: always ask with the account. */
export interface KeychainItem {
  readonly service: string
  readonly account: string
}

const SERVICE = 'Claude Code-credentials'

/** The macOS Keychain item of Claude Code. Setting `CLAUDE_CONFIG_DIR`, even to its default, makes another item. */
export const keychainItem = (env: Place['env'], userName: string): KeychainItem => {
  const folder = env.CLAUDE_CONFIG_DIR?.normalize('NFC')
  const hash = folder ? createHash('sha256').update(folder).digest('hex').slice(0, 8) : ''
  const account = env.USER || userName
  return {
    service: hash ? `${SERVICE}-${hash}` : SERVICE,
    account: /^[a-zA-Z0-9._-]+$/.test(account) ? account : 'claude-code-user',
  }
}

/** What `security -w` prints: the text itself, or hex of it where it holds a character that is not plain. */
export const decodeKeychainText = (printed: string): string => {
  const text = printed.trim()
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex').toString('utf8') : text
}
