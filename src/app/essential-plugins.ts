import store from '../../checks/auth/store.js'
import syncCheck from '../../checks/auth/sync.js'
import readable from '../../checks/config/readable.js'
import { redactors as claudeCode } from '../../plugins/claude-code/redactors.js'
import { sync } from '../../plugins/clawdbot/fixes/sync.js'
import { redactors as clawdbot } from '../../plugins/clawdbot/redactors.js'
import { definePlugin, type Plugin } from '../contract/index.js'

/**
 * What every command does that is not about checks: it brings the stores up to date, says which files cannot be read, and
 * tells no secret. All the other checks and fixes are three quarters of the program, and are not loaded for that.
 */
export const essentialPlugins: readonly Plugin[] = [
  definePlugin({
    apiVersion: 1,
    id: 'clawdbot',
    facts: [],
    checks: [readable, store, syncCheck],
    fixes: [sync],
    redactors: [...claudeCode, ...clawdbot],
  }),
]
