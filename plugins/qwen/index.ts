import { definePlugin } from '../../src/contract/index.js'
import { credentials } from './facts.js'

/** The Qwen command line, as a source of credentials. */
export default definePlugin({
  apiVersion: 1,
  id: 'qwen',
  facts: [credentials],
  checks: [],
  fixes: [],
  redactors: [],
})
