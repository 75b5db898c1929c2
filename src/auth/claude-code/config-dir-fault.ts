import type { Severity } from '../../contract/index.js'
import type { DecidedBy } from './config-dir.js'

/** A folder that a variable names; all but `configDirSet` depend on where a command is started. */
export interface ConfigDirFault {
  readonly messageId: 'configDirSet' | 'configDirEmpty' | 'configDirRelative'
  readonly variable: Exclude<DecidedBy, { by: 'home' }>['by']
  readonly severity: Severity
}

/**
 * Null also for an empty `CLAUDE_SECURESTORAGE_CONFIG_DIR`: that means the folder in the home. That a folder is given
 * in full is worth a word only where there is a login in it: otherwise the missing login says it.
 */
export const configDirFault = (decided: DecidedBy, isFound: boolean): ConfigDirFault | null => {
  if (decided.by === 'home') return null
  const { by: variable, form } = decided
  if (form === 'absolute') return isFound ? { messageId: 'configDirSet', variable, severity: 'info' } : null
  if (form === 'relative') return { messageId: 'configDirRelative', variable, severity: 'warning' }
  return variable === 'CLAUDE_CONFIG_DIR'
    ? { messageId: 'configDirEmpty', variable, severity: 'warning' }
    : null
}
