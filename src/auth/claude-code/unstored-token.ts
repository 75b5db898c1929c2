import type { AgentView } from '../agent-view.js'
import { type EnvKeys, envKey } from '../env-keys.js'
import type { ClaudeOverride } from './environment.js'

/** The token that `claude setup-token` tells its user to export, where that is set. */
export const environmentToken = (overrides: readonly ClaudeOverride[]): ClaudeOverride | null =>
  overrides.find(({ name }) => name === 'CLAUDE_CODE_OAUTH_TOKEN') ?? null

/** The same, unless a gateway has it too: as a profile of some agent, or under a name that it reads. */
export const unstoredToken = (
  overrides: readonly ClaudeOverride[],
  views: readonly AgentView[],
  env: EnvKeys,
): ClaudeOverride | null => {
  const found = environmentToken(overrides)
  const token = found?.secret ?? null
  if (token === null) return null
  const stored = views.flatMap((view) =>
    Object.values(view.store.profiles).map((credential) => {
      if (credential.type === 'api_key') return credential.key
      return credential.type === 'token' ? credential.token : credential.access
    }),
  )
  const known = [...stored, envKey('anthropic', env)?.secret]
  return known.some((secret) => secret?.equals(token) === true) ? null : found
}
