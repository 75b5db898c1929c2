/** The noun under which the lock of an agent's store is found. */
export const storeLockSubject = (agent: string): string => `agent:${agent}/lock:auth-profiles.json`

/** What `auth/lock` finds where nobody can change the store of an agent, as causes of other findings. */
export const lockCauses = (agent: string): readonly string[] =>
  ['wrongKind', 'notEmpty', 'notRemovable', 'heldLong', 'fromFuture'].map(
    (messageId) => `auth/lock!${messageId}#${storeLockSubject(agent)}`,
  )
