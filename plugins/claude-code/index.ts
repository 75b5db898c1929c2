import binaryCheck from '../../checks/claude/binary.js'
import credentialsCheck from '../../checks/claude/credentials.js'
import subscriptionCheck from '../../checks/claude/subscription.js'
import { definePlugin } from '../../src/contract/index.js'
import { binary } from './facts/binary.js'
import { credentials } from './facts/credentials.js'
import { overrides } from './facts/overrides.js'
import { restrictCredentials } from './fixes.js'
import { redactors } from './redactors.js'

/** Claude Code: whether it is there, and the login that it shares with the bot. */
export default definePlugin({
  apiVersion: 1,
  id: 'claude-code',
  facts: [binary, credentials, overrides],
  checks: [binaryCheck, credentialsCheck, subscriptionCheck],
  fixes: [restrictCredentials],
  redactors,
})
