import envKeys from '../../checks/providers/env-keys.js'
import { definePlugin } from '../../src/contract/index.js'
import { envValues } from './facts/env-values.js'

/** The model providers, as far as nobody's product decides: the variables that their keys are in. */
export default definePlugin({
  apiVersion: 1,
  id: 'providers',
  facts: [envValues],
  checks: [envKeys],
  fixes: [],
  redactors: [],
})
