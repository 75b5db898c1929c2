interface Undone {
  readonly agentId: string
  readonly profileId: string
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly restored: readonly string[]
  readonly isBack: boolean
  readonly diff: string | null
}

export const undoneText = ({ agentId, profileId: id, status, restored, isBack, diff }: Undone): string => {
  if (status === 'unchanged')
    return `The last removal, of ${id} from agent ${agentId}, is undone already: nothing was changed.\n`
  if (status === 'planned') return `Nothing was written. It would be:\n${diff?.trimEnd() ?? ''}\n`
  const what = isBack
    ? `${id} is back in the store of agent ${agentId}.`
    : `What named ${id} is back; the store of agent ${agentId} did not hold it then, and does not now.`
  return `${what}\nAs before its removal: ${restored.join(', ')}.\n`
}
