import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { own } from '../auth/mapping.js'
import { sameProvider } from '../auth/provider-id.js'
import { renewalCommand } from '../auth/renewal.js'
import type { PlannedSync } from './planned-sync.js'
import { Refusal } from './refusal.js'

/**
 * Throws a {@link Refusal} for an empty list, and for ids that an order of this provider cannot name: it says of each
 * what is wrong with it, and which there are.
 */
export const refuseIds = (
  ids: readonly string[],
  provider: string,
  view: AgentView<AgentStore>,
  planned: readonly PlannedSync[],
  cli: string,
): void => {
  const { profiles } = view.store
  const providerOf = (id: string): string | null =>
    own(profiles, id)?.provider ?? planned.find(({ profile }) => profile === id)?.provider ?? null
  const known = [...Object.keys(profiles), ...planned.map(({ profile }) => profile)].filter((id) =>
    sameProvider(providerOf(id) ?? '', provider),
  )
  const there =
    known.length === 0
      ? `There is no profile of ${provider} yet: run \`${cli} ${renewalCommand(provider)}\`.`
      : `Profiles of ${provider}: ${[...new Set(known)].join(', ')}.`
  if (ids.length === 0) throw new Refusal('NO_PROFILES', 'No profile ids were given.', there)
  const faults = ids.flatMap((id): readonly { readonly code: string; readonly text: string }[] => {
    const found = providerOf(id)
    if (found === null)
      return [
        {
          code: 'UNKNOWN_PROFILE',
          text: isMisread(view, id)
            ? `Auth profile "${id}" stands in the store, but not as Clawdbot accepts one.`
            : `Auth profile "${id}" not found for agent ${view.file.agent.id}.`,
        },
      ]
    return sameProvider(found, provider)
      ? []
      : [{ code: 'OTHER_PROVIDER', text: `Auth profile "${id}" is for ${found}, not ${provider}.` }]
  })
  const [first] = faults
  if (first !== undefined) throw new Refusal(first.code, faults.map(({ text }) => text).join(' '), there)
}

const isMisread = ({ file, store }: AgentView<AgentStore>, id: string): boolean =>
  [...file.store.issues, ...store.issues].some(({ at }) => at[0] === 'profiles' && at[1] === id)
