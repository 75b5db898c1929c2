import credentials from '../../checks/openclaw/credentials.js'
import install from '../../checks/openclaw/install.js'
import sharedRefreshToken from '../../checks/openclaw/shared-refresh-token.js'
import { definePlugin } from '../../src/contract/index.js'
import { databases } from './facts/databases.js'
import { place } from './facts/place.js'
import { starts } from './facts/starts.js'

/** OpenClaw, the later name of Clawdbot, where it is beside or in the place of it. */
export default definePlugin({
  apiVersion: 1,
  id: 'openclaw',
  facts: [place, starts, databases],
  checks: [install, credentials, sharedRefreshToken],
  fixes: [],
  redactors: [],
})
