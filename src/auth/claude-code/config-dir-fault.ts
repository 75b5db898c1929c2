import type { DecidedBy } from './config-dir.js'

/** A folder that depends on where a command is started. */
export type ConfigDirFault = 'configDirEmpty' | 'configDirRelative'

/** Null also for an empty `CLAUDE_SECURESTORAGE_CONFIG_DIR`: that means the folder in the home. */
export const configDirFault = (decided: DecidedBy): ConfigDirFault | null => {
  if (decided.by === 'home' || decided.form === 'absolute') return null
  if (decided.form === 'relative') return 'configDirRelative'
  return decided.by === 'CLAUDE_CONFIG_DIR' ? 'configDirEmpty' : null
}
