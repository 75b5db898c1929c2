import { restrictModeFix } from '../../src/auth/restrict-mode.js'
import { credentials } from './facts/credentials.js'

export const restrictCredentials = restrictModeFix(
  'claude/restrict-credentials',
  "Let only its owner read Claude Code's credentials file",
  [credentials],
)
