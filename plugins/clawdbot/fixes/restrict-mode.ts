import { restrictModeFix } from '../../../src/auth/restrict-mode.js'
import { stores } from '../facts/stores.js'

export const restrictMode = restrictModeFix('auth/restrict-mode', "Close Clawdbot's store to other users", [
  stores,
])
