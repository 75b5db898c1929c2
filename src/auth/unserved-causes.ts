import { MAIN_AGENT } from './agent-id.js'
import type { AgentView } from './agent-view.js'
import { NO_LOGIN } from './claude-code/no-login.js'
import { blankEnvKeys, type EnvKeys, envKeyNames } from './env-keys.js'
import { EXTERNAL_PROFILES } from './external-profiles.js'
import type { JudgedLegacy } from './legacy/judge-legacy.js'
import { legacyCauses } from './legacy/legacy-causes.js'
import { own } from './mapping.js'
import { sameProvider } from './provider-id.js'
import type { AuthStore } from './store.js'
import type { Unserved, UselessProfile } from './unserved.js'

/**
 * What a provider without a credential may follow from, as causes of a finding, the likeliest first. A finding is told
 * under one agent of several: each that it could be told under is named, since a cause that is not found says nothing.
 */
export const causesOfUnserved = (
  { provider, views, profiles }: Unserved,
  olderFiles: readonly JudgedLegacy[],
  main: AuthStore | undefined,
  env: EnvKeys,
): readonly string[] => {
  const agents = [...new Set([MAIN_AGENT, ...views.map(({ file }) => file.agent.id)])]
  const under = (check: string, noun: string): readonly string[] =>
    agents.map((agent) => `${check}#agent:${agent}/${noun}`)
  const passedOver = (...reasons: readonly UselessProfile['why'][]): readonly string[] =>
    profiles.filter(({ why }) => reasons.includes(why)).map(({ id }) => id)
  return [
    ...EXTERNAL_PROFILES.filter((id) => id.startsWith(`${provider}:`)).flatMap((id) =>
      under('auth/sync', `profile:${id}`),
    ),
    ...legacyCauses(olderFiles, provider, agents),
    ...passedOver('expired', 'cannot-refresh').flatMap((id) => under('auth/expiry', `profile:${id}`)),
    ...passedOver('config-mode', 'config-provider').map((id) => `auth/mode-mismatch#config/profile:${id}`),
    ...(passedOver('not-listed').length > 0 ? under('auth/profile-order', `order:${provider}`) : []),
    ...misread(views, provider, main).flatMap((id) => under('auth/store', `profile:${id}`)),
    ...blankEnvKeys(provider, env).flatMap((name) => under('auth/precedence!blankHides', `variable:${name}`)),
    // Then it is here that the key is missing, and not where the bot runs.
    ...envKeyNames(provider).map((name) => `host/service-env!keyOnlyThere#service:*/${name}`),
    ...(provider === 'anthropic' && profiles.length === 0 ? NO_LOGIN : []),
  ]
}

/** Ids of entries that are not as Clawdbot accepts them, and were meant for the provider by all that can be told. */
const misread = (
  views: readonly AgentView[],
  provider: string,
  main: AuthStore | undefined,
): readonly string[] => {
  const issues = [main, ...views.map(({ file }) => file.store)].flatMap((store) => store?.issues ?? [])
  const ids = issues.flatMap(({ at: [part, id] }) => (part === 'profiles' && id ? [id] : []))
  return [...new Set(ids)].filter((id) => {
    const stored = views.map(({ store }) => own(store.profiles, id)).find((each) => each !== undefined)
    return sameProvider(stored?.provider ?? id.replace(/:.*$/s, ''), provider)
  })
}
