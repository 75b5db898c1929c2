import { definePlugin } from '../../src/contract/index.js'
import { credentials } from './facts.js'

/** The Codex command line, as a source of credentials. */
export default definePlugin({
  apiVersion: 1,
  id: 'codex',
  facts: [credentials],
  checks: [],
  fixes: [],
  redactors: [],
})
