import { type AgentView, chooseFor } from './agent-view.js'
import type { EnvKeys } from './env-keys.js'
import { providersInUse } from './models.js'
import { sameProvider } from './provider-id.js'

/**
 * How the agents stand to a variable: it is `used` by one of them, would be used where what stands before it fails
 * (`behind`), or is of a provider that none uses (`idle`).
 */
export type EnvUsage = 'used' | 'behind' | 'idle'

export const usageOf = (
  name: string,
  provider: string,
  views: readonly AgentView[],
  env: EnvKeys,
  now: number,
): EnvUsage => {
  const using = views.filter((view) =>
    providersInUse(view.config).some((each) => sameProvider(each, provider)),
  )
  const isUsed = using.some((view) => {
    const choice = chooseFor(view, provider, env, now)
    return choice.via === 'env' && choice.key.name === name
  })
  return isUsed ? 'used' : using.length > 0 ? 'behind' : 'idle'
}
