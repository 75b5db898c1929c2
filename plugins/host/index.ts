import { definePlugin } from '../../src/contract/index.js'
import { account, clock, settings } from './facts.js'

/** The machine and the run themselves. */
export default definePlugin({
  apiVersion: 1,
  id: 'host',
  facts: [clock, settings, account],
  checks: [],
  fixes: [],
  redactors: [],
})
