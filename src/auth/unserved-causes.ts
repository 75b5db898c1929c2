import { MAIN_AGENT } from './agent-id.js'
import { NO_LOGIN } from './claude-code/no-login.js'
import { CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE } from './credential.js'
import { blankEnvKeys, type EnvKeys } from './env-keys.js'
import type { JudgedLegacy } from './legacy/judge-legacy.js'
import { legacyCauses } from './legacy/legacy-causes.js'
import type { Unserved } from './unserved.js'

const CLI_PROFILES = [CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, QWEN_CLI_PROFILE]

/**
 * What a provider without a credential may follow from, as causes of a finding. A finding is told under one agent of
 * several: each that it could be told under is named, since a cause that is not found says nothing.
 */
export const causesOfUnserved = (
  { provider, views, profiles }: Unserved,
  olderFiles: readonly JudgedLegacy[],
  env: EnvKeys,
): readonly string[] => {
  const agents = [...new Set([MAIN_AGENT, ...views.map(({ file }) => file.agent.id)])]
  const under = (check: string, noun: string): readonly string[] =>
    agents.map((agent) => `${check}#agent:${agent}/${noun}`)
  const isHidden = profiles.some(({ why }) => why === 'not-listed')
  const past = profiles.filter(({ why }) => why === 'expired' || why === 'cannot-refresh')
  const misread = views.some(({ file }) => file.store.issues.some(({ at }) => at[0] === 'profiles'))
  return [
    ...CLI_PROFILES.filter((id) => id.startsWith(`${provider}:`)).flatMap((id) =>
      under('auth/sync', `profile:${id}`),
    ),
    ...legacyCauses(olderFiles, provider, agents),
    ...past.flatMap(({ id }) => under('auth/expiry', `profile:${id}`)),
    ...profiles.flatMap(({ id, why }) =>
      why === 'config-mode' || why === 'config-provider' ? [`auth/mode-mismatch#config/profile:${id}`] : [],
    ),
    ...(isHidden ? under('auth/profile-order', `order:${provider}`) : []),
    ...blankEnvKeys(provider, env).flatMap((name) => under('auth/precedence!blankHides', `variable:${name}`)),
    ...(misread ? ['auth/store'] : []),
    ...(provider === 'anthropic' && profiles.length === 0 ? NO_LOGIN : []),
  ]
}
