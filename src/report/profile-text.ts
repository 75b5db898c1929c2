interface Removed {
  readonly agentId: string
  readonly authStorePath: string
  readonly profileId: string
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly removed: readonly { readonly path: string; readonly at: readonly string[] }[]
  readonly returns: boolean
  readonly inheritsInstead: boolean
  readonly stillNamedBy: readonly string[]
  readonly diff: string | null
}

const lines = (...texts: readonly (string | null)[]): string =>
  `${texts.filter((text) => text !== null).join('\n')}\n`

const planned = (diff: string | null): string => `Nothing was written. It would be:\n${diff?.trimEnd() ?? ''}`

export const removedText = (document: Removed, cli: string): string => {
  const { agentId, authStorePath, profileId: id, status, removed, stillNamedBy, diff } = document
  const beside = removed.map(({ at }) => at.join('.')).filter((at) => at !== `profiles.${id}`)
  return lines(
    status === 'planned' ? planned(diff) : `Removed ${id} from agent ${agentId} (${authStorePath}).`,
    status === 'done' && beside.length > 0 ? `With it went ${beside.join(', ')}.` : null,
    document.inheritsInstead ? `Agent ${agentId} has the main agent's ${id} from now on.` : null,
    document.returns
      ? `Its login is still there: the next command that syncs copies it back. To keep it out of use, log out where it comes from, or leave it out of the order with \`${cli} models auth order set\`.`
      : null,
    stillNamedBy.length > 0
      ? `Agent ${stillNamedBy.join(', ')} still names it: \`${cli} doctor --fix\` takes it out of an order.`
      : null,
  )
}

interface Cleared {
  readonly agentId: string
  readonly authStorePath: string
  readonly profileId: string
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly cleared: readonly string[]
  readonly diff: string | null
}

export const clearedText = (document: Cleared): string => {
  const { agentId, authStorePath, profileId: id, status, cleared, diff } = document
  if (status === 'unchanged')
    return lines(`${id} has no cooldown for agent ${agentId}: there was nothing to clear.`)
  if (status === 'planned') return lines(planned(diff))
  return lines(`Cleared ${cleared.join(', ')} of ${id} for agent ${agentId} (${authStorePath}).`)
}
