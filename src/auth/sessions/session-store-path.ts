import { normalizeAgentId } from '../agent-id.js'
import type { AuthConfig } from '../config.js'
import { expandUserPath, type Place, sessionsPath } from '../paths.js'

/** Where an agent's sessions are kept: at `session.store` of the config, which may serve several agents, or its own. */
export const sessionStorePath = (place: Place, config: AuthConfig, agentId: string): string =>
  config.sessionStore === undefined
    ? sessionsPath(place, agentId)
    : expandUserPath(
        place,
        config.sessionStore.replaceAll('{agentId}', () => normalizeAgentId(agentId)),
      )
