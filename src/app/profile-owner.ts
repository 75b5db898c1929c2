import type { Agent } from '../../plugins/clawdbot/facts/agents.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { LoadedAuth } from './load-auth.js'
import { Refusal } from './refusal.js'

/** Whether an agent's own file has this id among its profiles, accepted or not; true too where it cannot be read. */
export const mayHold = ({ store, reading }: AgentStore, id: string): boolean => {
  if (reading.state !== 'ok') return reading.state !== 'absent'
  return (
    Object.hasOwn(store.profiles, id) || store.issues.some(({ at }) => at[0] === 'profiles' && at[1] === id)
  )
}

/**
 * The agent whose own store holds a profile of the one that was asked for. Throws a {@link Refusal} for a profile there
 * is not, and for an inherited one: what happens to it happens to every agent, so it must be asked for by its owner.
 */
export const ownerOfProfile = (
  id: string,
  { stores, view }: Pick<LoadedAuth, 'stores' | 'view'>,
  { cli, command }: { readonly cli: string; readonly command: string },
): Agent => {
  const { agent } = view.file
  if (mayHold(view.file, id)) return agent
  const main = stores.find((file) => file.agent.isMain)
  if (main !== undefined && mayHold(main, id))
    throw new Refusal(
      'INHERITED_PROFILE',
      `Agent ${agent.id} inherits ${id} from agent ${main.agent.id}, whose store holds it.`,
      `Nothing was changed. For all agents that inherit it, run \`${command} --agent ${main.agent.id}\`.`,
    )
  throw unknownProfile(id, view, cli)
}

export const unknownProfile = (id: string, { file, store }: LoadedAuth['view'], cli: string): Refusal => {
  const known = Object.keys(store.profiles)
  return new Refusal(
    'UNKNOWN_PROFILE',
    `Auth profile "${id}" not found for agent ${file.agent.id}.`,
    known.length === 0
      ? `It has no profiles at all. Run \`${cli} models auth list\`: it says what there is.`
      : `Its profiles are: ${known.join(', ')}.`,
  )
}
