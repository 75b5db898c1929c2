import { type AgentView, chooseFor } from '../agent-view.js'
import { CLAUDE_CLI_PROFILE } from '../credential.js'
import type { EnvKeys } from '../env-keys.js'
import { providersInUse } from '../models.js'
import { sameProvider } from '../provider-id.js'

/**
 * Whether all agents that are left with nothing for anthropic had a credential of the bot's own, such as a pasted
 * token: then that one is to be renewed, and Claude Code was never what they live on.
 */
export const botsOwnFailed = (views: readonly AgentView[], env: EnvKeys, now: number): boolean => {
  const left = views.filter(
    (view) =>
      view.known &&
      providersInUse(view.config).includes('anthropic') &&
      chooseFor(view, 'anthropic', env, now).via === 'nothing',
  )
  return left.length > 0 && left.every((view) => hasOwn(view))
}

const hasOwn = ({ store }: AgentView): boolean =>
  Object.entries(store.profiles).some(
    ([id, { provider }]) => id !== CLAUDE_CLI_PROFILE && sameProvider(provider, 'anthropic'),
  )
