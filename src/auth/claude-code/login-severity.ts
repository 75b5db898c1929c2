import type { Severity } from '../../contract/index.js'
import type { Reliance } from '../agent-view.js'
import type { LoginTrouble } from './login-trouble.js'

/**
 * How bad it is that Claude Code has no login to read. `trouble` is null where it is merely missing; `isStored` says
 * that a store holds a copy of one. A Keychain that nobody asked is not known to lack anything.
 */
export const severityWithoutLogin = (
  trouble: LoginTrouble | null,
  reliance: Reliance,
  isStored: boolean,
): Severity => {
  if (trouble === 'keychainNotAsked') return reliance === 'nothing' ? 'warning' : 'info'
  if (reliance === 'nothing') return 'error'
  if (trouble !== null) return 'warning'
  return reliance === 'subscription' && isStored ? 'warning' : 'info'
}
