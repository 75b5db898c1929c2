import { agentStates } from './agent-states.js'
import { configStates } from './config-states.js'
import { gatewayStates } from './gateway-states.js'
import { loginStates } from './login-states.js'
import type { State } from './state.js'
import { storeStates } from './store-states.js'

/** The catalogue of what people's gateways suffer from, worst first within each file. */
export const states: readonly State[] = [
  ...loginStates,
  ...storeStates,
  ...agentStates,
  ...configStates,
  ...gatewayStates,
]
